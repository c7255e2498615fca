using System.Globalization;
using System.Security.Cryptography;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;
using Sealane.Protocol.Wire;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;

namespace Sealane.Sending;

/// <summary>How a body travels: the row of the wire table, with its numbers filled in.</summary>
internal sealed class PayloadPlan
{
    /// <summary>
    /// Leaves 1 KiB of a 256 KiB buffer for a chunk's head, its line end and the body's end, so that a small body is one write.
    /// </summary>
    public const int ChunkSize = PayloadWriter.BufferSize - 1024;

    private PayloadPlan(WireRow row, Body? body, ChunkedLayout? layout, string contentSha256, long length, List<HeaderField> fields)
    {
        (Row, Body, Layout, ContentSha256, Length, Fields) = (row, body, layout, contentSha256, length, fields);
    }

    public WireRow Row { get; }

    /// <summary>The object's bytes, or the document's; null when there is no body.</summary>
    public Body? Body { get; }

    /// <summary>The shape of an aws-chunked body; null for a plain one.</summary>
    public ChunkedLayout? Layout { get; }

    /// <summary>The checksum that is computed while the body is sent, or null.</summary>
    public ChecksumAlgorithm? TrailerAlgorithm { get; private init; }

    /// <summary>What stands for the body in the signature.</summary>
    public string ContentSha256 { get; }

    /// <summary>The bytes on the wire.</summary>
    public long Length { get; }

    /// <summary>The fields that speak of the body.</summary>
    public List<HeaderField> Fields { get; }

    /// <summary>Whether the bytes are an object's: they may be large.</summary>
    public bool IsObject { get; private init; }

    /// <summary>Makes the plan; a body whose hash is signed is read for it.</summary>
    public static async ValueTask<PayloadPlan> MakeAsync(
        WireRequest request, Body? objectBody, ChecksumChoice checksum, bool secure, bool anonymous, PayloadSigning signing, CancellationToken cancellationToken)
    {
        var body = objectBody ?? (request.Document.IsEmpty ? null : (Body)request.Document);
        var kind = objectBody is not null
            ? objectBody.CanReplay ? BodyKind.Replayable : BodyKind.OneShot
            : body is null ? BodyKind.None : BodyKind.Document;
        var row = WireTable.Find(secure, kind, checksum.Algorithm is not null && body is not null, anonymous ? PayloadSigning.Never : signing);
        var length = body?.Length ?? 0;
        var fields = new List<HeaderField>(5);
        var layout = row.Form == PayloadForm.Plain
            ? null
            : new ChunkedLayout(
                length,
                row.Form == PayloadForm.SignedChunks,
                row.Place == ChecksumPlace.Trailer ? [TrailerShape.Of(checksum.Algorithm!.Value)] : null,
                ChunkSize);
        if (row.Place == ChecksumPlace.Header)
        {
            var value = ChecksumHasher.Of(checksum.Algorithm!.Value, request.Document.Span).ToBase64();
            fields.Add(new(checksum.AsContentMd5 ? "Content-MD5" : ChecksumTable.Of(checksum.Algorithm.Value).HeaderName, value));
        }

        if (layout is not null)
        {
            // Content-Encoding names it last: the chunks are made of what is encoded already.
            fields.Add(new("Content-Encoding", "aws-chunked"));
            fields.Add(new("x-amz-decoded-content-length", Number(length)));
            foreach (var trailer in layout.Trailers)
            {
                fields.Add(new("x-amz-trailer", trailer.Name));
            }
        }

        var onWire = layout?.EncodedLength ?? length;
        if (body is not null || request.Method is "PUT" or "POST")
        {
            fields.Add(new("Content-Length", Number(onWire)));
        }

        var contentSha256 = row.ContentSha256 ?? await HashAsync(body!, cancellationToken).ConfigureAwait(false);
        return new PayloadPlan(row, body, layout, contentSha256, onWire, fields)
        {
            TrailerAlgorithm = row.Place == ChecksumPlace.Trailer ? checksum.Algorithm : null,
            IsObject = kind is BodyKind.Replayable or BodyKind.OneShot,
        };
    }

    private static async ValueTask<string> HashAsync(Body body, CancellationToken cancellationToken)
    {
        if (body is Body.Memory memory)
        {
            return PayloadHash.Of(memory.Bytes.Span);
        }

        var stream = await body.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
