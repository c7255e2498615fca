using System.Buffers;
using Sealane.Diagnostics;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Downloads objects to streams and to memory, and opens them as streams.</summary>
internal sealed class ObjectStreams(Sender sender, TransferSettings settings)
{
    // Of the budget, what one connection may read ahead: more connections pay only where there is room for many pieces.
    private const int PiecesInBudget = 16;
    private const long ShortestPiece = PayloadWriter.BufferSize;
    private const long LongestPiece = 8 * 1024 * 1024;

    /// <summary>Hands an object on to a stream, in order, verified at its end.</summary>
    public async Task<DownloadResult> CopyAsync(
        string bucket, string key, Stream destination, DownloadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var job = new DownloadJob(bucket, key, options, new ProgressLedger(progress, settings.TimeProvider));
        var first = await job.GetAsync(sender, cancellationToken).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            var facts = ObjectFacts.Of(first);
            job.Judge(facts.Served);
            return await CopyAsync(job, facts, (VerifiedStream)first.Body, destination, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads an object into memory.</summary>
    public async Task<byte[]> BytesAsync(
        string bucket, string key, int maxLength, DownloadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var job = new DownloadJob(bucket, key, options, new ProgressLedger(progress, settings.TimeProvider));
        var first = await job.GetAsync(sender, cancellationToken).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            var facts = ObjectFacts.Of(first);
            job.Judge(facts.Served);
            if (facts.Served.Length > maxLength)
            {
                throw new S3ConfigurationException($"{job.Name} has {facts.Served.Length} bytes, and at most {maxLength} were to be held in memory. Allow more with maxLength, or download it to a file or a stream.");
            }

            var bytes = new byte[facts.Served.Length!.Value];
            await CopyAsync(job, facts, (VerifiedStream)first.Body, new MemoryStream(bytes), cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }

    /// <summary>Opens an object as a stream that can seek.</summary>
    public async Task<Stream> OpenAsync(string bucket, string key, DownloadOptions options, CancellationToken cancellationToken)
    {
        var job = new DownloadJob(bucket, key, options, ProgressLedger.None);
        var facts = ObjectFacts.Of(await job.HeadAsync(sender, cancellationToken).ConfigureAwait(false));
        var pinned = PinnedObject.Of(job.Name, facts.Served)
            ?? throw new S3ConnectionException($"The answer to HEAD for {job.Name} has no length or no strong entity tag, and ranges could not be told from those of another version. Look for what stands on the way, or read it with DownloadStreamAsync.");
        return new ObjectReader(sender, job.Request, pinned, facts.Whole);
    }

    private async Task<DownloadResult> CopyAsync(
        DownloadJob job, ObjectFacts facts, VerifiedStream first, Stream destination, CancellationToken cancellationToken)
    {
        var length = facts.Served.Length!.Value;
        var pinned = PinnedObject.Of(job.Name, facts.Served);
        DownloadResult result;
        if (pinned is null || (length <= settings.MultipartThreshold && facts.Composite is null))
        {
            job.Ledger.Expect(length, 1, 1);
            await StraightAsync(job, first, length, destination, cancellationToken).ConfigureAwait(false);
            result = DownloadJob.Result(facts, 1) with { Verified = first.Verified };
        }
        else
        {
            var parts = facts.Composite is { } composite
                ? await PartBorders.FindAsync(sender, job.Request, pinned, composite.Parts, cancellationToken).ConfigureAwait(false)
                : null;
            var map = PieceMap.Tile(length, Math.Clamp(settings.Memory.Total / PiecesInBudget, ShortestPiece, LongestPiece));
            job.Ledger.Expect(length, map.Count, 1);
            using var proof = new OrderedProof(job.Name, facts, parts);
            using var download = new StreamDownload(sender, job.Request, pinned, map, destination, settings.Memory, proof, job.Ledger);
            await download.RunAsync(settings.Workers, first, cancellationToken).ConfigureAwait(false);
            result = DownloadJob.Result(facts, map.Count) with { Verified = facts.Whole, VerifiedOverParts = parts is null ? null : facts.Composite };
        }

        job.Ledger.AddObject();
        job.Ledger.Finish();
        return result;
    }

    private static async Task StraightAsync(DownloadJob job, VerifiedStream body, long length, Stream destination, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, PayloadWriter.BufferSize));
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                job.Ledger.Add(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        job.Ledger.AddPart();
    }
}
