using System.Text;
using Sealane.Protocol.Xml;
using Sealane.Signing.Requests;

namespace Sealane.Protocol.Wire;

/// <summary>The lines of a shape table that are elements, and the document they make.</summary>
internal sealed class DocumentMembers<T>
{
    private readonly string? _root;
    private readonly IMember[] _elements;
    private readonly ElementMember<T>? _whole;
    private readonly TextMember<T>? _rootText;
    private readonly byte[][] _names;

    public DocumentMembers(string? root, IReadOnlyList<IMember> members)
    {
        _elements = members.At(MemberPlace.Element);
        _whole = (ElementMember<T>?)members.OneAt(MemberPlace.Document);
        _rootText = (TextMember<T>?)members.OneAt(MemberPlace.RootText);
        _root = _whole?.WireName ?? root;
        _names = _elements.WireNames();
    }

    public ReadOnlyMemory<byte> Write(List<HeaderField> headers, T record)
    {
        if (_root is null || _whole?.IsPresent(record) == false)
        {
            return default;
        }

        headers.Add(new("Content-Type", "application/xml"));
        return WireXml.Write(xml =>
        {
            if (_whole is not null)
            {
                _whole.Write(xml, record);
                return;
            }

            if (_rootText is not null)
            {
                xml.Element(_root, _rootText.Text(record) ?? "");
                return;
            }

            WriteOne(xml, _root, record);
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

        return WireXml.Read(document, (ref scanner) =>
        {
            // Stores differ in what they call the root of a result; none calls it Error but to report one.
            var root = Encoding.UTF8.GetString(scanner.Name);
            if (ofRequest ? root != _root : root == "Error")
            {
                throw WireFormatException.MalformedXml($"the root is {root}, expected was {_root}");
            }

            return _whole is not null ? _whole.Finish(record, _whole.Gather(null, ref scanner))
                : _rootText is not null ? ReadRootText(ref scanner, record, _rootText)
                : ReadElements(ref scanner, record);
        });
    }

    public void WriteElements(XmlOutput xml, T record)
    {
        foreach (ElementMember<T> element in _elements)
        {
            element.Write(xml, record);
        }
    }

    public void WriteOne(XmlOutput xml, string name, T record)
    {
        xml.Start(name);
        WriteElements(xml, record);
        xml.End(name);
    }

    /// <summary>Reads the element that the scanner stands on, and moves past it. Elements that nobody knows are passed over.</summary>
    public T ReadElements(ref XmlScanner scanner, T record)
    {
        var gathered = new object?[_elements.Length];
        var last = 0;
        while (scanner.ReadChild())
        {
            if (Find(scanner.Name, last) is >= 0 and var i)
            {
                gathered[i] = ((ElementMember<T>)_elements[i]).Gather(gathered[i], ref scanner);
                last = i;
            }
            else
            {
                scanner.Skip();
            }
        }

        for (var i = 0; i < gathered.Length; i++)
        {
            var element = (ElementMember<T>)_elements[i];
            record = gathered[i] is { } value ? element.Finish(record, value) : element.Absent(record);
        }

        return record;
    }

    // An empty LocationConstraint is us-east-1, which has none.
    private static T ReadRootText(ref XmlScanner scanner, T record, TextMember<T> member) =>
        scanner.ReadText() is { Length: > 0 } text ? member.With(record, text, member) : record;

    // Elements mostly come in the table's order, so the search begins with the one found last, which a list's items repeat.
    private int Find(ReadOnlySpan<byte> name, int last)
    {
        for (var n = 0; n < _names.Length; n++)
        {
            var i = last + n;
            i -= i >= _names.Length ? _names.Length : 0;
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
