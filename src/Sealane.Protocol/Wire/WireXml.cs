using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace Sealane.Protocol.Wire;

/// <summary>S3's XML: one namespace, elements and text only.</summary>
internal static class WireXml
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    // Keys may hold what XML 1.0 forbids; S3 writes such characters as references (&#x1;) and both sides must get over them.
    private static readonly XmlReaderSettings Reading = new()
    {
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        XmlResolver = null,
    };

    // A raw CR in a text would be read as LF (XML 1.0, 2.11), hence Entitize.
    private static readonly XmlWriterSettings Writing = new()
    {
        CheckCharacters = false,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
        OmitXmlDeclaration = true,
    };

    // XmlWriter would write encoding="utf-8"; S3 writes capitals and a line end.
    private static ReadOnlySpan<byte> Declaration => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8;

    public static ReadOnlyMemory<byte> Write(Action<XmlWriter> document)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Declaration);
        using (var writer = XmlWriter.Create(bytes, Writing))
        {
            document(writer);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    public static void WriteText(XmlWriter writer, string name, string text)
    {
        writer.WriteStartElement(name, Namespace);
        writer.WriteString(text);
        writer.WriteFullEndElement();
    }

    /// <summary>Reads a whole document, to its end: what follows the root must be well-formed too.</summary>
    /// <exception cref="WireFormatException">The bytes are not XML, or not the document that was expected.</exception>
    public static V Read<V>(ReadOnlyMemory<byte> document, Func<XmlReader, V> read)
    {
        try
        {
            using var reader = XmlReader.Create(Open(WithoutLeadingBlanks(document)), Reading);
            reader.MoveToContent();
            var value = read(reader);
            while (reader.Read())
            {
            }

            return value;
        }
        catch (XmlException e)
        {
            throw WireFormatException.MalformedXml(e.Message, e);
        }
    }

    /// <summary>Walks the child elements of the element the reader stands on and moves past it.</summary>
    /// <param name="reader">Stands on the parent's start tag.</param>
    /// <param name="take">Given a child's local name, reads that child and says so; what nobody takes is skipped.</param>
    public static void ReadChildren(XmlReader reader, Func<string, bool> take)
    {
        var empty = reader.IsEmptyElement;
        reader.ReadStartElement();
        if (empty)
        {
            return;
        }

        while (reader.MoveToContent() != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element || !take(reader.LocalName))
            {
                reader.Skip();
            }
        }

        reader.ReadEndElement();
    }

    public static Stream Open(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    // S3 keeps a long copy's connection alive with blanks, and not every store sends the declaration before them.
    private static ReadOnlyMemory<byte> WithoutLeadingBlanks(ReadOnlyMemory<byte> document)
    {
        var start = document.Span.IndexOfAnyExcept(" \t\r\n"u8);
        return document[Math.Max(start, 0)..];
    }
}
