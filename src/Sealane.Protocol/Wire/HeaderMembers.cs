using System.Buffers;
using Sealane.Signing.Requests;

namespace Sealane.Protocol.Wire;

/// <summary>The lines of a shape table that are headers.</summary>
internal sealed class HeaderMembers<T>
{
    // RFC 9110 5.6.2: what a token, and so a field name, may not hold; bytes above 127 are let through, S3 stores hold such names.
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(" \t\"(),/:;<=>?@[\\]{}");

    private readonly TextMember<T>[] _headers;
    private readonly PrefixMember<T>? _prefix;
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);

    public HeaderMembers(IEnumerable<Member<T>> members)
    {
        _headers = [.. members.OfType<TextMember<T>>().Where(member => member.Place == MemberPlace.Header)];
        _prefix = members.OfType<PrefixMember<T>>().SingleOrDefault();
        for (var i = 0; i < _headers.Length; i++)
        {
            _index.Add(_headers[i].WireName, i);
        }
    }

    public void Write(List<HeaderField> headers, T record)
    {
        foreach (var header in _headers)
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

    public T Read(T record, List<HeaderField> headers)
    {
        var texts = new string?[_headers.Length];
        var prefixed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (_index.TryGetValue(name, out var i))
            {
                texts[i] = Joined(texts[i], value);
            }
            else if (_prefix is not null && name.StartsWith(_prefix.WireName, StringComparison.OrdinalIgnoreCase))
            {
                var rest = HeaderText.Decode(name[_prefix.WireName.Length..]).ToLowerInvariant();
                prefixed[rest] = Joined(prefixed.GetValueOrDefault(rest), HeaderText.Decode(value));
            }
        }

        for (var i = 0; i < texts.Length; i++)
        {
            var header = _headers[i];
            record = texts[i] is { } text ? header.With(record, HeaderText.Decode(text), header) : header.Absent(record);
        }

        return prefixed.Count == 0 ? record : _prefix!.With(record, prefixed);
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
