using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Sealane.Sync;

/// <summary>
/// One of several disjoint sets of names that are all names together, so that processes that know nothing of each other share the work.
/// </summary>
/// <remarks>
/// A name is in shard <c>XXH3_64(UTF-8 of the name below the place, seed 0) mod Count</c>. Other programs can do the same, such as Python:
/// <c>xxhash.xxh3_64_intdigest(name) % count</c>. The default takes every name.
/// </remarks>
public readonly record struct Shard
{
    private readonly int _others;

    /// <summary>A shard.</summary>
    /// <param name="index">Which one, from 0 on.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not from 0 to below the count.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (index < 0 || index >= count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"Of {count} shards the first is 0 and the last {count - 1}.");
        }

        (Index, _others) = (index, count - 1);
    }

    /// <summary>Every name.</summary>
    public static Shard Whole => default;

    /// <summary>Which one, from 0 on.</summary>
    public int Index { get; }

    /// <summary>How many there are.</summary>
    public int Count => _others + 1;

    /// <summary>Reads <c>I/N</c>, I from 0 to N-1.</summary>
    /// <exception cref="FormatException">It is something else; the message says what is meant.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index < count
                ? new Shard(index, count)
                : throw new FormatException($"'{text}' is no shard. Write I/N, I counted from 0: 0/4, 1/4, 2/4 and 3/4 are all four of four.");
    }

    /// <summary>Whether the name is in this shard.</summary>
    public bool Takes(ReadOnlySpan<char> name)
    {
        if (_others == 0)
        {
            return true;
        }

        Span<byte> utf8 = stackalloc byte[1024];
        return Encoding.UTF8.TryGetBytes(name, utf8, out var written)
            ? Takes(utf8[..written])
            : Takes(Encoding.UTF8.GetBytes(name.ToArray()));
    }

    /// <summary>Such as <c>0/4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private bool Takes(ReadOnlySpan<byte> utf8) => XxHash3.HashToUInt64(utf8) % (ulong)Count == (ulong)Index;
}
