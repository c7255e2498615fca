using Sealane.Protocol.Xml;

namespace Sealane.Protocol.Wire;

/// <summary>The shape table of a record: one line a member, read and written by both sides.</summary>
public sealed class Shape<T> : IShape
    where T : class
{
    // Records are immutable, so every reading starts from the same blank one.
    private readonly T _blank;
    private readonly IMember[] _labels;
    private readonly IMember[] _query;
    private readonly HeaderMembers<T> _headers;
    private readonly DocumentMembers<T> _document;
    private readonly BodyMember<T>? _body;
    private readonly StreamMember<T>? _stream;

    private readonly WireXml.ItemReader<T>? _reader;

    internal Shape(T blank, string? root, IReadOnlyList<IMember> members, WireXml.ItemReader<T>? reader = null, HeaderStart<T>? start = null)
    {
        _blank = blank;
        _reader = reader;
        Root = root;
        Members = members;
        _labels = members.At(MemberPlace.Label);
        _query = members.At(MemberPlace.Query);
        _headers = new HeaderMembers<T>(members, start);
        _document = new DocumentMembers<T>(root, members);
        _body = members.OneAt(MemberPlace.Body) as BodyMember<T>;
        _stream = members.OneAt(MemberPlace.Body) as StreamMember<T>;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IMember> Members { get; }

    /// <inheritdoc/>
    public string? Root { get; }

    /// <inheritdoc/>
    public bool Streams => _body is not null || _stream is not null;

    internal DocumentMembers<T> Document => _document;

    /// <summary>Reads the element that the scanner stands on, and moves past it.</summary>
    internal T ReadElement(ref XmlScanner scanner, T? before) =>
        _reader is null ? _document.ReadElements(ref scanner, _blank) : _reader(ref scanner, before);

    internal void Write(WireRequest wire, T record)
    {
        foreach (TextMember<T> label in _labels)
        {
            if (label.WireName == "Bucket")
            {
                wire.Bucket = label.Text(record);
            }
            else
            {
                wire.Key = label.Text(record);
            }
        }

        foreach (TextMember<T> parameter in _query)
        {
            if (parameter.Text(record) is { } text)
            {
                wire.Query.Add(new(parameter.WireName, text));
            }
        }

        _headers.Write(wire.Headers, record);
        wire.Document = _document.Write(wire.Headers, record);
        wire.Body = _body?.Get(record);
    }

    internal void Write(WireResponse wire, T record)
    {
        _headers.Write(wire.Headers, record);
        wire.Document = _document.Write(wire.Headers, record);
        wire.Body = _stream?.Get(record);
    }

    internal T Read(WireRequest wire)
    {
        var record = _blank;
        foreach (TextMember<T> label in _labels)
        {
            var text = (label.WireName == "Bucket" ? wire.Bucket : wire.Key) ?? throw WireFormatException.Missing(label);
            record = label.With(record, text, label);
        }

        foreach (TextMember<T> parameter in _query)
        {
            var found = wire.Query.FindIndex(pair => pair.Key == parameter.WireName);
            record = found < 0 ? parameter.Absent(record) : parameter.With(record, wire.Query[found].Value ?? "", parameter);
        }

        record = _headers.Read(record, wire.Headers);
        record = _document.Read(record, wire.Document, ofRequest: true);
        return _body is null || wire.Body is null ? record : _body.With(record, wire.Body);
    }

    internal T Read(WireResponse wire)
    {
        var record = _headers.Read(_blank, wire.Headers, wire.Body);
        record = _document.Read(record, wire.Document, ofRequest: false);
        return _stream is null || wire.Body is null || _headers.TakesBody ? record : _stream.With(record, wire.Body);
    }
}
