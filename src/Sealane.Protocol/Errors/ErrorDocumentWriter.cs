using System.Buffers;
using Sealane.Protocol.Xml;

namespace Sealane.Protocol.Errors;

/// <summary>Writes error documents byte for byte as S3 does.</summary>
internal static class ErrorDocumentWriter
{
    // "<?xml" ... "?>" LF "<Error>" Code Message [Resource] *extra [RequestId] [HostId] "</Error>"      (S3 API, Error responses)
    public static void Write(ErrorDocument document, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var xml = new XmlOutput(output, escapesQuotes: true);
        xml.Declare();
        xml.Start("Error");
        WriteElement("Code", document.Code, xml);
        WriteElement("Message", document.Message, xml);
        WriteElement("Resource", document.Resource, xml);
        foreach (var (name, value) in document.Extras)
        {
            WriteElement(name, value, xml);
        }

        WriteElement("RequestId", document.RequestId, xml);
        WriteElement("HostId", document.HostId, xml);
        xml.End("Error");
    }

    private static void WriteElement(string name, string? value, XmlOutput xml)
    {
        if (value is not null)
        {
            xml.Element(name, value);
        }
    }
}
