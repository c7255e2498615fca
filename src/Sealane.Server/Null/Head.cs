using System.Buffers.Text;
using System.Text;

namespace Sealane.Server.Null;

/// <summary>A request's head, looked up where it lies; a lookup reads the lines again, which for a dozen of them is quickest.</summary>
internal readonly ref struct Head
{
    private readonly ReadOnlySpan<byte> _fields;
    private readonly ReadOnlySpan<byte> _query;

    private Head(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target, ReadOnlySpan<byte> fields)
    {
        Method = method;
        Target = target;
        _fields = fields;
        var mark = target.IndexOf((byte)'?');
        Path = mark < 0 ? target : target[..mark];
        _query = mark < 0 ? default : target[(mark + 1)..];
    }

    public ReadOnlySpan<byte> Method { get; }

    /// <summary>As it came.</summary>
    public ReadOnlySpan<byte> Target { get; }

    /// <summary>The target without its query, still encoded.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>Whether the connection ends with this request.</summary>
    public bool Closes => Value("connection"u8).SequenceEqual("close"u8);

    // method SP target SP version CRLF *( name ":" OWS value OWS CRLF )      (RFC 9112 3, 5)
    /// <exception cref="InvalidDataException">The first line is none of HTTP/1.1's.</exception>
    public static Head Parse(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = head[..end];
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        return first > 0 && last > first + 1 && line[(last + 1)..].SequenceEqual("HTTP/1.1"u8)
            ? new Head(line[..first], line[(first + 1)..last], head[(end + 2)..])
            : throw new InvalidDataException("A request's first line is none of HTTP/1.1's.");
    }

    /// <summary>A field's value; empty when it is not there.</summary>
    /// <param name="name">In lower case.</param>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> name) => ValueIn(_fields, name);

    /// <summary>A field's value in lines of fields; empty when it is not there.</summary>
    public static ReadOnlySpan<byte> ValueIn(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name)
    {
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];

            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return line[(name.Length + 1)..].Trim(" \t\r"u8);
            }

            lines = end < 0 ? default : lines[(end + 1)..];
        }

        return default;
    }

    /// <summary>A field's number; null when it is not there.</summary>
    /// <exception cref="InvalidDataException">It is no number.</exception>
    public long? Number(ReadOnlySpan<byte> name)
    {
        var value = Value(name);
        return value.IsEmpty
            ? null
            : Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length && number >= 0
                ? number
                : throw new InvalidDataException($"{Encoding.Latin1.GetString(name)} is no number.");
    }

    /// <summary>Whether the query names something, with a value or without.</summary>
    public bool Asks(ReadOnlySpan<byte> name) => TryQuery(name, out _);

    /// <summary>A value of the query, decoded; null when it is not there.</summary>
    public string? Query(ReadOnlySpan<byte> name) =>
        TryQuery(name, out var value) ? Uri.UnescapeDataString(Encoding.Latin1.GetString(value).Replace('+', ' ')) : null;

    private bool TryQuery(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (var range in _query.Split((byte)'&'))
        {
            var item = _query[range];

            if (item.StartsWith(name) && (item.Length == name.Length || item[name.Length] == '='))
            {
                value = item.Length == name.Length ? default : item[(name.Length + 1)..];
                return true;
            }
        }

        value = default;
        return false;
    }
}
