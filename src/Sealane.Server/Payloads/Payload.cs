using System.Buffers;
using System.IO.Pipelines;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;
using Sealane.Protocol.Errors;
using Sealane.Server.Authentication;
using Sealane.Server.Refusals;
using Sealane.Signing.Signatures;

namespace Sealane.Server.Payloads;

/// <summary>
/// A request's body, read once: frames and signatures are taken off, everything promised is verified before the caller may commit.
/// </summary>
internal sealed class Payload(PayloadPlan plan, PipeReader body, string accessKeyId, Verification verification)
{
    public PayloadPlan Plan => plan;

    /// <summary>Whether the body was read to its end, so that the connection can carry another request.</summary>
    public bool IsConsumed { get; private set; } = !plan.HasBody;

    /// <summary>Hands the decoded bytes to a sink, and at the end says what they came to.</summary>
    /// <param name="sink">Takes bytes that stay valid until it completes.</param>
    /// <param name="wanted">Checksums to compute besides the client's own.</param>
    /// <param name="cancellationToken">The connection's end.</param>
    /// <exception cref="RefusedException">The body is not what the head promises; what the sink took must be discarded.</exception>
    public async Task<PayloadDigest> CopyAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink,
        IEnumerable<ChecksumAlgorithm> wanted,
        CancellationToken cancellationToken)
    {
        using var hashing = new PayloadHashing(plan, wanted, wantsMd5: true);
        return await CopyAsync(hashing, sink, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for who keeps nothing: nothing is computed but what the head promises, and no MD5 of the digest's.</summary>
    /// <inheritdoc cref="CopyAsync(Func{ReadOnlyMemory{byte}, CancellationToken, ValueTask}, IEnumerable{ChecksumAlgorithm}, CancellationToken)"/>
    public async Task<PayloadDigest> VerifyAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancellationToken)
    {
        using var hashing = new PayloadHashing(plan, [], wantsMd5: false);
        return await CopyAsync(hashing, sink, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PayloadDigest> CopyAsync(
        PayloadHashing hashing, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancellationToken)
    {
        ChunkedDecoder? decoder = plan.IsChunked
            ? new(plan.Length, plan.IsChunkSigned ? verification.StartChunks() : null, plan.Trailers)
            : null;

        await ReadAsync(decoder, hashing, sink, cancellationToken).ConfigureAwait(false);
        return hashing.Verify(decoder?.Trailers ?? []);
    }

    private async Task ReadAsync(
        ChunkedDecoder? decoder,
        PayloadHashing hashing,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink,
        CancellationToken cancellationToken)
    {
        while (plan.HasBody)
        {
            ReadResult read = await NextAsync(hashing.Length, cancellationToken).ConfigureAwait(false);

            try
            {
                await TakeAsync(read.Buffer, decoder, hashing, sink, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // Also after a refusal: whoever drains the rest goes on reading here.
                body.AdvanceTo(read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                break;
            }
        }

        IsConsumed = true;
        Refuse(decoder?.Complete());
    }

    private async ValueTask<ReadResult> NextAsync(long soFar, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The connection ended, or the chunked coding of HTTP itself broke (BadHttpRequestException), before the body was whole.
            throw new RefusedException(PayloadRefusals.IncompleteBody(plan.Length, soFar));
        }
    }

    private async ValueTask TakeAsync(
        ReadOnlySequence<byte> buffer,
        ChunkedDecoder? decoder,
        PayloadHashing hashing,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink,
        CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> segment in buffer)
        {
            ReadOnlyMemory<byte> input = segment;

            while (!input.IsEmpty)
            {
                ReadOnlyMemory<byte> decoded = input;

                if (decoder is null)
                {
                    input = default;
                }
                else
                {
                    Refuse(decoder.Decode(ref input, out decoded));
                }

                if (!decoded.IsEmpty)
                {
                    hashing.Append(decoded.Span);
                    await sink(decoded, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private void Refuse(ChunkedFault? fault)
    {
        switch (fault)
        {
            case null:
                return;
            case ChunkedFault.ChunkSignatureMismatch chunk:
                throw new RefusedException(AccessRefusals.ChunkMismatch(accessKeyId, chunk.StringToSign, chunk.SignatureProvided));
            case ChunkedFault.TrailerSignatureMismatch trailer:
                throw new RefusedException(AccessRefusals.ChunkMismatch(accessKeyId, trailer.StringToSign, trailer.SignatureProvided));
            default:
                ErrorDocument document = fault.ToDocument();
                throw new RefusedException(new Refusal(fault.Row, document.Message) { Extras = document.Extras });
        }
    }
}
