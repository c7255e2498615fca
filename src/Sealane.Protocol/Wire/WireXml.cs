using System.Buffers;
using System.Text.Unicode;
using Sealane.Protocol.Xml;

namespace Sealane.Protocol.Wire;

/// <summary>S3's XML: one namespace, elements and text only.</summary>
internal static class WireXml
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Reads what the scanner stands on, and moves past it.</summary>
    public delegate V Reader<out V>(ref XmlScanner scanner);

    /// <summary>As <see cref="Reader{V}"/>, for an item of a list: what repeats from the item before need not be made again.</summary>
    public delegate V ItemReader<V>(ref XmlScanner scanner, V? before);

    public static ReadOnlyMemory<byte> Write(Action<XmlOutput> document)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        var xml = new XmlOutput(bytes, Namespace);
        xml.Declare();
        document(xml);
        return bytes.WrittenMemory;
    }

    /// <summary>Reads a whole document, to its end: what follows the root must be well-formed too.</summary>
    /// <exception cref="WireFormatException">The bytes are not XML, or not the document that was expected.</exception>
    public static V Read<V>(ReadOnlyMemory<byte> document, Reader<V> read)
    {
        // S3 keeps a long copy's connection alive with blanks, and not every store sends the declaration before them.
        var xml = document.Span.TrimStart(" \t\r\n"u8);
        if (!Utf8.IsValid(xml))
        {
            throw WireFormatException.MalformedXml("it is not UTF-8");
        }

        try
        {
            var scanner = new XmlScanner(xml);
            scanner.ReadRoot();
            var value = read(ref scanner);
            scanner.ReadEnd();
            return value;
        }
        catch (MalformedXmlException e)
        {
            throw WireFormatException.MalformedXml(e.Message, e);
        }
    }
}
