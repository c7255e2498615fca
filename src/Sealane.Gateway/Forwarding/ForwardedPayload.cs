using System.Globalization;
using Sealane.Protocol.Chunked;
using Sealane.Server.Payloads;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;

namespace Sealane.Gateway.Forwarding;

/// <summary>How a verified body goes on: with its length known beforehand, never in <c>Transfer-Encoding</c>.</summary>
/// <remarks>
/// <code>
/// from the caller                              to the store
/// no body                                      the hash of nothing
/// a hash of the body                           the same hash: the store checks it once more
/// UNSIGNED-PAYLOAD                             the same
/// chunks with a checksum in the trailer        chunks with that checksum in the trailer, signed where the store is reached in the clear
///                                              to a store that knows no trailers: as without one, the checksum verified and left out
/// signed chunks without a trailer              in the clear signed chunks, over TLS the bytes as they are
/// </code>
/// </remarks>
internal sealed record ForwardedPayload
{
    // As large as what the client library sends, and for its reason: fewer, larger writes.
    private const int ChunkSize = 255 * 1024;

    private ForwardedPayload(string word, ChunkedLayout? layout, long? length)
    {
        (Word, Layout, Length) = (word, layout, length);
    }

    /// <summary>What stands for the body in the new signature.</summary>
    public string Word { get; }

    /// <summary>The shape of an aws-chunked body; null for a plain one.</summary>
    public ChunkedLayout? Layout { get; }

    /// <summary>The bytes on the wire; null when the head is to have no Content-Length.</summary>
    public long? Length { get; }

    /// <summary>Whether the caller's checksum is verified here and goes no further.</summary>
    public bool LeavesChecksumOut { get; private init; }

    /// <summary>The most bytes of the object that are held back until all are verified.</summary>
    public static int PieceSize => ChunkSize;

    /// <summary>Decides.</summary>
    /// <param name="plan">What the caller's head promises.</param>
    /// <param name="hasLength">Whether the caller's head has a length, be it 0.</param>
    /// <param name="signsChunks">Whether chunks are to be signed on the way to the store.</param>
    /// <param name="knowsTrailers">Whether the store knows checksums in trailers.</param>
    public static ForwardedPayload Of(PayloadPlan plan, bool hasLength, bool signsChunks, bool knowsTrailers)
    {
        if (!plan.IsChunked)
        {
            var word = plan is { HasBody: false, Word: PayloadHash.Unsigned } ? PayloadHash.EmptySha256 : plan.Word;
            return new(word, null, plan.HasBody || hasLength ? plan.Length : null);
        }

        var trailing = knowsTrailers ? plan.Trailing : null;
        var layout = trailing is null && !signsChunks
            ? null
            : new ChunkedLayout(plan.Length, signsChunks, trailing is null ? null : [TrailerShape.Of(trailing.Algorithm)], ChunkSize);
        return new(layout?.PayloadWord ?? PayloadHash.Unsigned, layout, layout?.EncodedLength ?? plan.Length)
        {
            LeavesChecksumOut = plan.Trailing is not null && trailing is null,
        };
    }

    /// <summary>The fields that speak of the body.</summary>
    /// <param name="encoding">The caller's Content-Encoding without <c>aws-chunked</c>; null for none.</param>
    public IEnumerable<HeaderField> Fields(string? encoding)
    {
        var codings = string.Join(',', new[] { encoding, Layout is null ? null : "aws-chunked" }.Where(coding => !string.IsNullOrEmpty(coding)));
        if (codings.Length > 0)
        {
            yield return new("Content-Encoding", codings);
        }

        if (Layout is { } layout)
        {
            yield return new("x-amz-decoded-content-length", Number(layout.DecodedLength));
            foreach (var trailer in layout.Trailers)
            {
                yield return new("x-amz-trailer", trailer.Name);
            }
        }

        if (Length is { } length)
        {
            yield return new("Content-Length", Number(length));
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
