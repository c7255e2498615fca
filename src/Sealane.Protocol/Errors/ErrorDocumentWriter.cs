using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sealane.Protocol.Errors;

/// <summary>Writes error documents byte for byte as S3 does.</summary>
internal static class ErrorDocumentWriter
{
    // "<?xml" ... "?>" LF "<Error>" Code Message [Resource] *extra [RequestId] [HostId] "</Error>"      (S3 API, Error responses)
    public static void Write(ErrorDocument document, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"u8);
        WriteElement("Code", document.Code, output);
        WriteElement("Message", document.Message, output);
        WriteElement("Resource", document.Resource, output);
        foreach (var (name, value) in document.Extras)
        {
            WriteElement(name, value, output);
        }

        WriteElement("RequestId", document.RequestId, output);
        WriteElement("HostId", document.HostId, output);
        output.Write("</Error>"u8);
    }

    private static void WriteElement(string name, string? value, IBufferWriter<byte> output)
    {
        if (value is not null)
        {
            Encoding.UTF8.GetBytes($"<{name}>{Escape(value)}</{name}>", output);
        }
    }

    // The four that S3 escapes, and every control character but tab and line feed: a carriage return would come back as a line feed
    // (XML 1.0, section 2.11), and the others have no other way into a document.
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                < ' ' and not '\t' and not '\n' or '\uFFFE' or '\uFFFF' => text.Append(CultureInfo.InvariantCulture, $"&#x{(int)c:X};"),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
