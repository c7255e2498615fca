using System.Text;
using Sealane.Protocol.Xml;

namespace Sealane.Protocol.Errors;

/// <summary>Reads error documents that anything on the way may have written.</summary>
internal static class ErrorDocumentReader
{
    /// <summary>
    /// More than this is no error document: S3's largest repeats a request head of 8 KiB five times over, most of it as hex.
    /// </summary>
    public const int MaxBytes = 1 << 20;

    public static ErrorDocument? Read(ReadOnlySpan<byte> xml)
    {
        // An XML declaration must be the first thing, so the blanks that kept a connection alive go.
        xml = xml.TrimStart(" \t\r\n"u8);
        if (xml.IsEmpty || xml.Length > MaxBytes)
        {
            return null;
        }

        var elements = new Elements();
        try
        {
            var scanner = new XmlScanner(xml);
            if (!MoveToError(ref scanner))
            {
                return null;
            }

            while (scanner.ReadChild())
            {
                ReadElement(ref scanner, elements, outer: true);
            }
        }
        catch (MalformedXmlException)
        {
            // Cut off or broken further down: what came before still says why.
        }

        return elements.ToDocument();
    }

    private static bool MoveToError(ref XmlScanner scanner)
    {
        scanner.ReadRoot();
        if (!scanner.Name.SequenceEqual("ErrorResponse"u8))
        {
            return scanner.Name.SequenceEqual("Error"u8);
        }

        while (scanner.Depth > 0)
        {
            if (scanner.ReadChild() && scanner.Name.SequenceEqual("Error"u8))
            {
                return true;
            }
        }

        return false;
    }

    // Leaves only: an element with elements inside is seen through.
    private static void ReadElement(ref XmlScanner scanner, Elements elements, bool outer)
    {
        var name = Encoding.UTF8.GetString(scanner.Name);
        if (scanner.TryReadText(out var text))
        {
            elements.Add(name, text, outer);
            return;
        }

        do
        {
            ReadElement(ref scanner, elements, outer: false);
        }
        while (scanner.ReadChild());
    }

    /// <summary>What was read so far.</summary>
    private sealed class Elements
    {
        private readonly List<KeyValuePair<string, string>> _extras = [];
        private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

        public void Add(string name, string text, bool outer)
        {
            var known = outer && name is "Code" or "Message" or "Resource" or "RequestId" or "HostId";
            if (!known || !_known.TryAdd(name, text))
            {
                _extras.Add(new(name, text));
            }
        }

        public ErrorDocument? ToDocument() => _known.Count + _extras.Count == 0
            ? null
            : new ErrorDocument
            {
                Code = _known.GetValueOrDefault("Code", ""),
                Message = _known.GetValueOrDefault("Message", ""),
                Resource = _known.GetValueOrDefault("Resource"),
                RequestId = _known.GetValueOrDefault("RequestId"),
                HostId = _known.GetValueOrDefault("HostId"),
                Extras = _extras,
            };
    }
}
