using System.Text;
using System.Xml;

namespace Sealane.Protocol.Errors;

/// <summary>Reads error documents that anything on the way may have written.</summary>
internal static class ErrorDocumentReader
{
    /// <summary>
    /// More than this is no error document: S3's largest repeats a request head of 8 KiB five times over, most of it as hex.
    /// </summary>
    public const int MaxBytes = 1 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        CheckCharacters = false, // S3 writes control characters of a key as references, which XML 1.0 forbids
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

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
            using var reader = XmlReader.Create(new MemoryStream(xml.ToArray(), writable: false), Settings);
            if (!MoveToError(reader))
            {
                return null;
            }

            ReadElements(reader, elements);
        }
        catch (XmlException)
        {
            // Cut off or broken further down: what came before still says why.
        }

        return elements.ToDocument();
    }

    private static bool MoveToError(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element)
        {
            return false;
        }

        if (reader.LocalName == "ErrorResponse")
        {
            while (reader.Read() && reader.Depth > 0 && !(reader.NodeType == XmlNodeType.Element && reader.LocalName == "Error"))
            {
            }
        }

        return reader is { NodeType: XmlNodeType.Element, LocalName: "Error", IsEmptyElement: false };
    }

    // Leaves only: an element with elements inside is seen through.
    private static void ReadElements(XmlReader reader, Elements elements)
    {
        var root = reader.Depth;
        string? name = null;
        var text = new StringBuilder();
        while (reader.Read() && reader.Depth > root)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    name = reader.IsEmptyElement ? null : reader.LocalName;
                    text.Clear();
                    if (reader.IsEmptyElement)
                    {
                        elements.Add(reader.LocalName, "", reader.Depth == root + 1);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when name is not null:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when name is not null:
                    elements.Add(name, text.ToString(), reader.Depth == root + 1);
                    name = null;
                    break;
                default:
                    break;
            }
        }
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
