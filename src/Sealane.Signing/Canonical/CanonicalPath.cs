using System.Buffers;
using Sealane.Signing.Text;

namespace Sealane.Signing.Canonical;

/// <summary>The path of a canonical request, by S3's own rules: encoded once, never normalised.</summary>
/// <remarks>
/// Dot segments and doubled slashes are bytes of a key and stay. Each segment is decoded once and encoded again, so that a client that
/// sends <c>%7E</c> or a bare parenthesis verifies; <c>%2F</c> stays inside its segment.
/// </remarks>
public static class CanonicalPath
{
    // What is neither decoded nor encoded: unreserved characters, and the slashes between segments.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Writes the canonical form of a raw path.</summary>
    public static void Write(ReadOnlySpan<char> path, IBufferWriter<byte> output)
    {
        if (path.IsEmpty)
        {
            output.Write("/"u8);
            return;
        }

        if (!path.ContainsAnyExcept(Plain))
        {
            WireText.Write(path, output);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(path.Length);
        var first = true;
        foreach (var segment in path.Split('/'))
        {
            if (!first)
            {
                output.Write("/"u8);
            }

            first = false;
            var length = PercentEncoding.Decode(path[segment], buffer);
            PercentEncoding.Encode(buffer.AsSpan(0, length), output);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
