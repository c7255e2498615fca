using System.Buffers;
using Sealane.Signing.Requests;

namespace Sealane.Protocol.Wire;

/// <summary>The lines of a shape table that are headers.</summary>
internal sealed class HeaderMembers<T>
{
    // RFC 9110 5.6.2: what a token, and so a field name, may not hold; bytes above 127 are let through, S3 stores hold such names.
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(" \t\"(),/:;<=>?@[\\]{}");

    private readonly IMember[] _headers;
    private readonly PrefixMember<T>? _prefix;
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);

    private readonly HeaderStart<T>? _start;

    public HeaderMembers(IReadOnlyList<IMember> members, HeaderStart<T>? start = null)
    {
        _start = start;
        _headers = members.At(MemberPlace.Header);
        _prefix = (PrefixMember<T>?)members.OneAt(MemberPlace.HeaderPrefix);
        for (var i = 0; i < _headers.Length; i++)
        {
            _index.Add(_headers[i].WireName, i);
        }
    }

    public void Write(List<HeaderField> headers, T record)
    {
        foreach (TextMember<T> header in _headers)
        {
            if (header.Text(record) is { } text)
            {
                headers.Add(new(header.WireName, Encode(header, text)));
            }
        }

        if (_prefix is null)
        {
            return;
        }

        foreach (var (name, value) in _prefix.Get(record))
        {
            // S3 gives metadata names back in lower case, whatever was sent (S3 User Guide, object metadata).
            headers.Add(new(_prefix.WireName + EncodeName(_prefix, name.ToLowerInvariant()), Encode(_prefix, value)));
        }
    }

    /// <summary>Whether a record is begun with its body.</summary>
    public bool TakesBody => _start is not null;

    public T Read(T record, List<HeaderField> headers, Stream? body = null)
    {
        var rented = ArrayPool<string?>.Shared.Rent(_headers.Length);
        var texts = rented.AsSpan(0, _headers.Length);
        try
        {
            return Read(record, headers, texts, body);
        }
        finally
        {
            texts.Clear();
            ArrayPool<string?>.Shared.Return(rented);
        }
    }

    private T Read(T record, List<HeaderField> headers, Span<string?> texts, Stream? body)
    {
        Dictionary<string, string>? prefixed = null;
        foreach (var (name, value) in headers)
        {
            if (_index.TryGetValue(name, out var i))
            {
                texts[i] = Joined(texts[i], value);
            }
            else if (_prefix is not null && name.StartsWith(_prefix.WireName, StringComparison.OrdinalIgnoreCase))
            {
                prefixed ??= new(StringComparer.OrdinalIgnoreCase);
                var rest = HeaderText.Decode(name[_prefix.WireName.Length..]).ToLowerInvariant();
                prefixed[rest] = Joined(prefixed.GetValueOrDefault(rest), HeaderText.Decode(value));
            }
        }

        record = _start is null ? record : _start(new HeaderTexts(_index, texts, body));
        for (var i = 0; i < texts.Length; i++)
        {
            var header = (TextMember<T>)_headers[i];
            record = texts[i] is { } text ? header.With(record, HeaderText.Decode(text), header) : header.Absent(record);
        }

        return prefixed is null ? record : _prefix!.With(record, prefixed);
    }

    // Several fields of one name are one value, joined by commas (RFC 9110 5.3).
    private static string Joined(string? before, string value) => before is null ? value : before + "," + value;

    private static string Encode(IMember member, string text) => HeaderText.TryEncode(text, out var latin)
        ? latin
        : throw WireFormatException.InvalidArgument(member, null, $"The value of {member.Name} cannot stand in a header.");

    private static string EncodeName(PrefixMember<T> member, string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAny(Delimiters) && HeaderText.TryEncode(name, out var latin)
            ? latin
            : throw WireFormatException.InvalidArgument(member, null, $"A name in {member.Name} cannot stand in a header's name.");
}
