using System.Text;

namespace Sealane.Server.Storage;

/// <summary>Which page of a listing is wanted.</summary>
public sealed record ListQuery
{
    /// <summary>Only keys that begin with this.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Keys that have this after the prefix are rolled up into one common prefix; empty: nothing is rolled up.</summary>
    public string Delimiter { get; init; } = "";

    /// <summary>Only keys and common prefixes after this one.</summary>
    public string After { get; init; } = "";

    /// <summary>Only uploads of the key <see cref="After"/> with an id after this one are taken as well (uploads only).</summary>
    public string? AfterId { get; init; }

    /// <summary>At most so many keys and common prefixes together; 1000 by default.</summary>
    public int MaxKeys { get; init; } = 1000;
}

/// <summary>A key, or a common prefix that stands for several.</summary>
/// <param name="Name">The key or the common prefix.</param>
/// <param name="Entry">The entry of the key; null for a common prefix.</param>
public readonly record struct ListItem<TEntry>(string Name, TEntry? Entry)
    where TEntry : class;

/// <summary>A page of a listing.</summary>
/// <param name="Items">Keys and common prefixes in the byte order of UTF-8.</param>
/// <param name="IsTruncated">Whether there is more after the last item.</param>
public sealed record ListPage<TEntry>(IReadOnlyList<ListItem<TEntry>> Items, bool IsTruncated)
    where TEntry : class;

/// <summary>
/// Walks sorted entries into a page. A store gives one primitive, "the entries at or after this place", and the walk asks for it again
/// behind each common prefix, so a million keys under one prefix cost one jump.
/// </summary>
internal static class ListWalk
{
    /// <summary>Makes the page that a query asks for.</summary>
    /// <param name="query">Which page.</param>
    /// <param name="atOrAfter">
    /// Entries in byte order from a place on (UTF-8 of the key; NUL and the id after it where entries have ids).
    /// </param>
    /// <param name="keyOf">The key of an entry.</param>
    public static ListPage<TEntry> Page<TEntry>(
        ListQuery query, Func<byte[], IEnumerable<TEntry>> atOrAfter, Func<TEntry, string> keyOf)
        where TEntry : class
    {
        if (query.MaxKeys <= 0)
        {
            return new([], false);
        }

        var items = new List<ListItem<TEntry>>();
        byte[]? place = Start(query);

        while (place is not null)
        {
            byte[] from = place;
            place = null;

            foreach (TEntry entry in atOrAfter(from))
            {
                string key = keyOf(entry);

                if (!key.StartsWith(query.Prefix, StringComparison.Ordinal))
                {
                    return new(items, false);
                }

                string? common = CommonPrefix(query, key);

                if (common is not null && Order(common, query.After) <= 0)
                {
                    place = Behind(common);
                    break;
                }

                if (items.Count == query.MaxKeys)
                {
                    return new(items, true);
                }

                if (common is not null)
                {
                    items.Add(new(common, null));
                    place = Behind(common);
                    break;
                }

                items.Add(new(key, entry));
            }
        }

        return new(items, false);
    }

    /// <summary>Compares as S3 sorts: by the bytes of UTF-8, which UTF-16 order is not (surrogates sort before U+E000).</summary>
    public static int Order(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static byte[] Start(ListQuery query)
    {
        byte[] prefix = Encoding.UTF8.GetBytes(query.Prefix);

        if (query.After.Length == 0)
        {
            return prefix;
        }

        // Just behind the key: with an id, behind "key NUL id"; without, behind every "key NUL ..." (U+0001 is the next place).
        byte[] after = query.AfterId is { } id
            ? Encoding.UTF8.GetBytes(query.After + "\0" + id + "\0")
            : Encoding.UTF8.GetBytes(query.After + "\u0001");

        return after.AsSpan().SequenceCompareTo(prefix) > 0 ? after : prefix;
    }

    private static string? CommonPrefix(ListQuery query, string key)
    {
        if (query.Delimiter.Length == 0)
        {
            return null;
        }

        int at = key.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + query.Delimiter.Length)];
    }

    // The first place that does not begin with the prefix. The last byte of UTF-8 is never 0xFF, so adding one never carries.
    private static byte[] Behind(string prefix)
    {
        byte[] place = Encoding.UTF8.GetBytes(prefix);
        place[^1]++;
        return place;
    }
}
