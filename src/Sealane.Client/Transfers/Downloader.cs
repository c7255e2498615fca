using System.Buffers;
using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Sending;
using Sealane.Telemetry;

namespace Sealane.Transfers;

/// <summary>Downloads objects to files: in pieces, over as many connections as pay, taken up where they were cut off, verified as a whole.</summary>
/// <remarks>
/// <code>
///   (1) ask     GET the object; or HEAD, where a journal says that some of it is here
///   (2) judge   length, tag and coding: what no further answer could be held to, or something on the way changed, ends here
///   (3) plan    pieces; those of an object with a checksum over parts keep to the parts' borders
///   (4) fetch   into a temporary file, <see cref="FileDownload"/>
///   (5) prove   the pieces' checksums -> the object's, <see cref="FileProof"/>
///   (6) keep    rename; anything else leaves no file, or what can be resumed and a journal of it
/// </code>
/// </remarks>
internal sealed class Downloader(Sender sender, TransferSettings settings, ObjectStreams streams)
{
    public Task<DownloadResult> FileAsync(
        string bucket,
        string key,
        string path,
        DownloadOptions options,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        TransferSpan.RunAsync("download", bucket, key, () => RunAsync(bucket, key, path, options, progress, cancellationToken));

    private async Task<DownloadResult> RunAsync(
        string bucket,
        string key,
        string path,
        DownloadOptions options,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var full = TargetFile.Check(path, folderIsThere: options.Listed is not null);
        if (TargetFile.IsDevice(full))
        {
            var device = new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await using (device.ConfigureAwait(false))
            {
                return await streams.CopyAsync(bucket, key, device, options, progress, cancellationToken).ConfigureAwait(false);
            }
        }

        var ledger = new ProgressLedger(progress, settings.TimeProvider);
        var job = new DownloadJob(bucket, key, options, ledger) { Path = full };
        string? remark = null;
        using var journal = job.HasJournal(settings) ? job.OpenJournal(settings, out remark) : null;

        // (1) ask
        DownloadResult result;
        if (journal?.IsBegun == true)
        {
            var facts = ObjectFacts.Of(await job.HeadAsync(sender, cancellationToken).ConfigureAwait(false));
            result = await InPiecesAsync(job, facts, null, journal, remark, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var first = await job.GetAsync(sender, cancellationToken).ConfigureAwait(false);
            await using (first.ConfigureAwait(false))
            {
                var facts = ObjectFacts.Of(first);
                var body = (VerifiedStream)first.Body;
                job.Judge(facts.Served); // (2) judge
                result = facts.Served.HasStrongETag && (facts.Served.Length > settings.MultipartThreshold || facts.Composite is not null)
                    ? await InPiecesAsync(job, facts, body, journal, remark, cancellationToken).ConfigureAwait(false)
                    : await InOneAsync(job, facts, body, journal, cancellationToken).ConfigureAwait(false);
            }
        }

        if (result.Remark is { } said)
        {
            settings.Say(said);
        }

        ledger.AddObject();
        ledger.Finish();
        return result;
    }

    // A short object, or one without a tag: one answer, whose stream verifies it.
    private async Task<DownloadResult> InOneAsync(
        DownloadJob job, ObjectFacts facts, VerifiedStream body, DownloadJournal? journal, CancellationToken cancellationToken)
    {
        var length = facts.Served.Length!.Value;
        job.Ledger.Expect(length, 1, 1);
        using var file = TargetFile.Create(job.Path, length, settings.Random);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, PayloadWriter.BufferSize));
        try
        {
            for (var at = 0L; ;)
            {
                var filled = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (filled == 0)
                {
                    break;
                }

                file.Write(buffer.AsSpan(0, filled), at);
                at += filled;
                job.Ledger.Add(filled);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        job.Ledger.AddPart();
        file.Keep(job.Options.TimeOfFile(facts.LastModified), job.Options.FlushToDisk);
        journal?.Complete();
        return DownloadJob.Result(facts, 1) with { Verified = body.Verified };
    }

    private async Task<DownloadResult> InPiecesAsync(
        DownloadJob job, ObjectFacts facts, VerifiedStream? first, DownloadJournal? open, string? remark, CancellationToken cancellationToken)
    {
        var pinned = PinnedObject.Of(job.Name, facts.Served)
            ?? throw new S3ConnectionException($"The answer to HEAD for {job.Name} has no length or no strong entity tag, so that what is here of it cannot be completed. Look for what stands on the way.");

        // (3) plan
        var parts = facts.Composite is { } composite
            ? await PartBorders.FindAsync(sender, job.Request, pinned, composite.Parts, cancellationToken).ConfigureAwait(false)
            : null;
        using var journal = open ?? (settings.JournalFolder is null || remark is not null ? null : job.OpenJournal(settings, out remark));
        var algorithm = AlgorithmOfPieces(facts, parts, journal);
        var earlier = journal?.PieceLengthOf(pinned, algorithm!.Value);
        var pieceLength = earlier ?? PartPlan.SizeFor(pinned.Length, settings.PartSize);
        if (journal is not null && earlier is null)
        {
            remark = journal.IsBegun ? $"What an earlier download had left of {job.Name} is of another version of it, and was thrown away." : remark;
            journal.Begin(pinned, pieceLength, algorithm!.Value);
        }

        var map = parts is null ? PieceMap.Tile(pinned.Length, pieceLength)
            : PieceMap.Within(parts, FileProof.IsCombinable(algorithm!.Value) ? pieceLength : null);
        job.Ledger.Expect(pinned.Length, map.Count, 1);

        // (4) fetch
        using var file = journal is null ? TargetFile.Create(job.Path, pinned.Length, settings.Random)
            : TargetFile.Resume(job.Path, pinned.Length, journal.Name);
        using var digest = facts.Whole is { } whole && !FileProof.IsCombinable(whole.Algorithm) ? new ChecksumHasher(whole.Algorithm) : null;
        using var download = new FileDownload(sender, job.Request, pinned, map, file, job.Ledger)
        {
            PieceAlgorithm = algorithm,
            WholeHasher = digest,
            Journal = journal,
        };
        try
        {
            var resumed = earlier is null ? 0 : download.TakeOver(cancellationToken);
            await download.RunAsync(settings.Workers, first, cancellationToken).ConfigureAwait(false);

            // (5) prove
            if (facts.Whole is { } expected)
            {
                FileProof.OfWhole(job.Name, expected, map, download, file, cancellationToken);
            }
            else if (parts is not null)
            {
                FileProof.OverParts(job.Name, facts.Composite!.Value, parts, map);
            }

            // (6) keep
            file.Keep(job.Options.TimeOfFile(facts.LastModified), job.Options.FlushToDisk);
            journal?.Complete();
            return DownloadJob.Result(facts, Math.Max(1, map.Count)) with
            {
                Verified = facts.Whole,
                VerifiedOverParts = parts is null ? null : facts.Composite,
                Resumed = resumed,
                Remark = remark,
            };
        }
        catch (Exception fault)
        {
            file.IsToBeResumed = journal is not null && map.IsBegun && fault is not (ChecksumMismatchException or ObjectChangedException);
            if (!file.IsToBeResumed)
            {
                journal?.Complete();
            }

            throw;
        }
    }

    // What the object's own checksum follows from; a journal needs some, which then costs the least.
    private static ChecksumAlgorithm? AlgorithmOfPieces(ObjectFacts facts, IReadOnlyList<long>? parts, DownloadJournal? journal) =>
        facts.Algorithm is { } given && (FileProof.IsCombinable(given) || parts is not null) ? given
            : journal is not null ? ChecksumAlgorithm.Crc64Nvme
            : null;
}
