using System.Xml;
using Sealane.Signing.Requests;

namespace Sealane.Protocol.Wire;

/// <summary>The lines of a shape table that are elements, and the document they make.</summary>
internal sealed class DocumentMembers<T>
{
    private readonly string? _root;
    private readonly ElementMember<T>[] _elements;
    private readonly ElementMember<T>? _whole;
    private readonly TextMember<T>? _rootText;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    public DocumentMembers(string? root, IEnumerable<Member<T>> members)
    {
        _elements = [.. members.OfType<ElementMember<T>>().Where(member => member.Place == MemberPlace.Element)];
        _whole = members.OfType<ElementMember<T>>().SingleOrDefault(member => member.Place == MemberPlace.Document);
        _rootText = members.OfType<TextMember<T>>().SingleOrDefault(member => member.Place == MemberPlace.RootText);
        _root = _whole?.WireName ?? root;
        for (var i = 0; i < _elements.Length; i++)
        {
            _index.Add(_elements[i].WireName, i);
        }
    }

    public ReadOnlyMemory<byte> Write(List<HeaderField> headers, T record)
    {
        if (_root is null || _whole?.IsPresent(record) == false)
        {
            return default;
        }

        headers.Add(new("Content-Type", "application/xml"));
        return WireXml.Write(writer =>
        {
            if (_whole is not null)
            {
                _whole.Write(writer, record);
                return;
            }

            if (_rootText is not null)
            {
                WireXml.WriteText(writer, _root, _rootText.Text(record) ?? "");
                return;
            }

            WriteOne(writer, _root, record);
        });
    }

    public T Read(T record, ReadOnlyMemory<byte> document, bool ofRequest)
    {
        if (_root is null)
        {
            return record;
        }

        if (document.IsEmpty)
        {
            return _whole is null ? record : _whole.Absent(record);
        }

        return WireXml.Read(document, reader =>
        {
            // Stores differ in what they call the root of a result; none calls it Error but to report one.
            if (ofRequest ? reader.LocalName != _root : reader.LocalName == "Error")
            {
                throw WireFormatException.MalformedXml($"the root is {reader.LocalName}, expected was {_root}");
            }

            return _whole is not null ? _whole.Finish(record, _whole.Gather(null, reader))
                : _rootText is not null ? ReadRootText(reader, record, _rootText)
                : ReadElements(reader, record);
        });
    }

    // An empty LocationConstraint is us-east-1, which has none.
    private static T ReadRootText(XmlReader reader, T record, TextMember<T> member) =>
        reader.ReadElementContentAsString() is { Length: > 0 } text ? member.With(record, text, member) : record;

    public void WriteElements(XmlWriter writer, T record)
    {
        foreach (var element in _elements)
        {
            element.Write(writer, record);
        }
    }

    public void WriteOne(XmlWriter writer, string name, T record)
    {
        writer.WriteStartElement(name, WireXml.Namespace);
        WriteElements(writer, record);
        writer.WriteFullEndElement();
    }

    /// <summary>Reads the element that the reader stands on, and moves past it. Elements that nobody knows are passed over.</summary>
    public T ReadElements(XmlReader reader, T record)
    {
        var gathered = new object?[_elements.Length];
        WireXml.ReadChildren(reader, name =>
        {
            var known = _index.TryGetValue(name, out var i);
            if (known)
            {
                gathered[i] = _elements[i].Gather(gathered[i], reader);
            }

            return known;
        });

        for (var i = 0; i < gathered.Length; i++)
        {
            record = gathered[i] is { } value ? _elements[i].Finish(record, value) : _elements[i].Absent(record);
        }

        return record;
    }
}
