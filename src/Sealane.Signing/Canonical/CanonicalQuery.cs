using System.Buffers;
using Sealane.Signing.Text;

namespace Sealane.Signing.Canonical;

/// <summary>The query of a canonical request: names and values decoded once, encoded anew and sorted by byte.</summary>
public static class CanonicalQuery
{
    // name "=" value *( "&" name "=" value ), sorted by encoded name, then by encoded value      (S3 API, sig-v4-header-based-auth)

    /// <summary>Writes the canonical form of a raw query; parameters of the name <paramref name="except"/> are left out.</summary>
    /// <param name="query">The raw query without its question mark.</param>
    /// <param name="output">Where the line goes, without a line end.</param>
    /// <param name="except">The decoded name of a parameter that is not part of the signature: <c>X-Amz-Signature</c>.</param>
    public static void Write(ReadOnlySpan<char> query, IBufferWriter<byte> output, string? except = null)
    {
        if (query.IsEmpty)
        {
            return;
        }

        var pairs = new List<(byte[] Name, byte[] Value)>();
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? default : pair[(equals + 1)..];
            if (except is null || !name.SequenceEqual(except))
            {
                pairs.Add((Reencoded(name), Reencoded(value)));
            }
        }

        pairs.Sort(static (left, right) =>
        {
            var order = left.Name.AsSpan().SequenceCompareTo(right.Name);
            return order != 0 ? order : left.Value.AsSpan().SequenceCompareTo(right.Value);
        });

        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0)
            {
                output.Write("&"u8);
            }

            output.Write(pairs[i].Name);
            output.Write("="u8);
            output.Write(pairs[i].Value);
        }
    }

    private static byte[] Reencoded(ReadOnlySpan<char> text)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(text.Length);

        // S3 is reported to read a bare plus in a query as a blank (aws4fetch#83), so that is what it signs.
        var length = PercentEncoding.Decode(text, decoded, plusIsBlank: true);
        var encoded = new ArrayBufferWriter<byte>(Math.Max(16, length * 3));
        PercentEncoding.Encode(decoded.AsSpan(0, length), encoded);
        ArrayPool<byte>.Shared.Return(decoded);
        return encoded.WrittenSpan.ToArray();
    }
}
