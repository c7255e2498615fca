namespace Sealane.Listing;

/// <summary>The order in which S3 lists keys: that of their UTF-8 bytes (S3 API, ListObjectsV2).</summary>
public sealed class KeyOrder : IComparer<string>
{
    private KeyOrder()
    {
    }

    /// <summary>The order, as a comparer.</summary>
    public static KeyOrder Comparer { get; } = new();

    /// <summary>Below zero when the first key comes first, zero when they are the same.</summary>
    public static int Compare(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        var same = x.CommonPrefixLength(y);
        return same == x.Length || same == y.Length ? x.Length - y.Length : Weight(x[same]) - Weight(y[same]);
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y) => Compare(x.AsSpan(), y.AsSpan());

    // UTF-16 writes U+10000 and above with surrogates (D800 to DFFF), which sort before U+E000; UTF-8 puts them last.
    private static int Weight(char unit) => unit < 0xD800 ? unit : unit >= 0xE000 ? unit - 0x800 : unit + 0x2000;
}
