using System.Buffers;
using Sealane.Signing.Text;

namespace Sealane.Signing.Canonical;

/// <summary>The query of a canonical request: names and values decoded once, encoded anew and sorted by byte.</summary>
public static class CanonicalQuery
{
    private const int PairsOnStack = 16;

    // name "=" value *( "&" name "=" value ), sorted by encoded name, then by encoded value      (S3 API, sig-v4-header-based-auth)

    /// <summary>Writes the canonical form of a raw query; parameters of the name <paramref name="except"/> are left out.</summary>
    /// <param name="query">The raw query without its question mark.</param>
    /// <param name="output">Where the line goes, without a line end.</param>
    /// <param name="except">The decoded name of a parameter that is not part of the signature: <c>X-Amz-Signature</c>.</param>
    public static void Write(ReadOnlySpan<char> query, IBufferWriter<byte> output, string? except = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (query.IsEmpty)
        {
            return;
        }

        var most = query.Count('&') + 1;
        var text = ArrayPool<byte>.Shared.Rent(query.Length * 3);
        var pairs = most <= PairsOnStack ? stackalloc Pair[PairsOnStack] : new Pair[most];
        pairs = pairs[..Encode(query, except, text, pairs)];
        Sort(pairs, new ByBytes(text));

        for (var i = 0; i < pairs.Length; i++)
        {
            if (i > 0)
            {
                output.Write("&"u8);
            }

            output.Write(text.AsSpan(pairs[i].Start, pairs[i].NameLength));
            output.Write("="u8);
            output.Write(text.AsSpan(pairs[i].Start + pairs[i].NameLength, pairs[i].ValueLength));
        }

        ArrayPool<byte>.Shared.Return(text);
    }

    private static int Encode(ReadOnlySpan<char> query, string? except, Span<byte> text, Span<Pair> pairs)
    {
        var (count, length) = (0, 0);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            if (except is null || !name.SequenceEqual(except))
            {
                var nameLength = Reencode(name, text[length..]);
                var valueLength = equals < 0 ? 0 : Reencode(pair[(equals + 1)..], text[(length + nameLength)..]);
                pairs[count++] = new Pair(length, nameLength, valueLength);
                length += nameLength + valueLength;
            }
        }

        return count;
    }

    // A few pairs, in order mostly: the library's own sort allocates for its comparer.
    private static void Sort(Span<Pair> pairs, ByBytes order)
    {
        if (pairs.Length > PairsOnStack)
        {
            pairs.Sort(order);
            return;
        }

        for (var next = 1; next < pairs.Length; next++)
        {
            var pair = pairs[next];
            var place = next;
            for (; place > 0 && order.Compare(pairs[place - 1], pair) > 0; place--)
            {
                pairs[place] = pairs[place - 1];
            }

            pairs[place] = pair;
        }
    }

    private static int Reencode(ReadOnlySpan<char> text, Span<byte> encoded)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(text.Length);

        // S3 is reported to read a bare plus in a query as a blank (aws4fetch#83), so that is what it signs.
        var length = PercentEncoding.Encode(decoded.AsSpan(0, PercentEncoding.Decode(text, decoded, plusIsBlank: true)), encoded);
        ArrayPool<byte>.Shared.Return(decoded);
        return length;
    }

    private readonly record struct Pair(int Start, int NameLength, int ValueLength);

    private readonly struct ByBytes(byte[] text) : IComparer<Pair>
    {
        public int Compare(Pair x, Pair y)
        {
            var order = text.AsSpan(x.Start, x.NameLength).SequenceCompareTo(text.AsSpan(y.Start, y.NameLength));
            return order != 0 ? order : Value(x).SequenceCompareTo(Value(y));
        }

        private ReadOnlySpan<byte> Value(Pair pair) => text.AsSpan(pair.Start + pair.NameLength, pair.ValueLength);
    }
}
