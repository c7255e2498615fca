using System.Threading.Channels;
using Sealane.Diagnostics;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Sending;
using Sealane.Telemetry;

namespace Sealane.Transfers;

/// <summary>Uploads what there is: in one request up to the threshold, above it in parts.</summary>
/// <remarks>
/// <code>
///   file, memory, stream that can seek      a length: parts are ranges of it, read as they are sent
///   stream, pipe, what somebody writes      none: parts of one size are gathered, and held until S3 has them
/// </code>
/// </remarks>
internal sealed class Uploader(Sender sender, TransferSettings settings)
{
    // A source that does not end when it is told to is left behind after this.
    private static readonly TimeSpan EndOfFilling = TimeSpan.FromSeconds(1);

    // As a pool of connections: long enough for others to finish, short enough to find out that they never will.
    private static readonly TimeSpan WaitForMemory = TimeSpan.FromSeconds(30);

    public Task<UploadResult> FileAsync(
        string bucket, string key, string path, UploadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(bucket, key, options, target => FileAsync(target, path, Ledger(progress), cancellationToken));

    public Task<UploadResult> MemoryAsync(
        string bucket, string key, ReadOnlyMemory<byte> bytes, UploadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(bucket, key, options, target => RangedAsync(target, new MemorySource(bytes), Ledger(progress), cancellationToken));

    public Task<UploadResult> StreamAsync(
        string bucket, string key, Stream source, UploadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(bucket, key, options, target => StreamAsync(target, source, Ledger(progress), cancellationToken));

    /// <summary>What a caller writes, and what uploads it.</summary>
    public async ValueTask<ObjectWriteStream> OpenWriteAsync(
        string bucket, string key, UploadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wait.CancelAfter(WaitForMemory);
        try
        {
            var parts = await GatheredParts.BeginAsync(settings, options, wait.Token).ConfigureAwait(false);
            return new ObjectWriteStream(parts, token => RunAsync(bucket, key, options, target => GatheredAsync(target, parts, Ledger(progress), token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new S3ConfigurationException($"MemoryBudget of {settings.Memory.Total} bytes is held by other uploads, and for {WaitForMemory.TotalSeconds:0} seconds none came free. "
                + "Dispose writers that are done, or set a larger MemoryBudget, a smaller PartSize, or a TempFolder.");
        }
    }

    private static Task<UploadResult> RunAsync(string bucket, string key, UploadOptions options, Func<UploadTarget, Task<UploadResult>> run) =>
        TransferSpan.RunAsync("upload", bucket, key, () => run(new UploadTarget(bucket, key, options)));

    private async Task<UploadResult> FileAsync(UploadTarget target, string path, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        using var file = FileSource.TryOpen(path, out var stream);
        if (file is null)
        {
            await using (stream!.ConfigureAwait(false))
            {
                return await GatheredAsync(target, stream!, ledger, cancellationToken).ConfigureAwait(false);
            }
        }

        if (file.Length <= settings.MultipartThreshold)
        {
            return await RangedAsync(target, file, ledger, cancellationToken).ConfigureAwait(false);
        }

        using var journal = UploadJournal.TryOpen(sender, settings, target, path, file);
        var resumed = journal is null ? null : await journal.ResumeAsync(cancellationToken).ConfigureAwait(false);
        return await PartsAsync(target, file, journal, resumed, ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadResult> StreamAsync(UploadTarget target, Stream source, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        if (!source.CanSeek)
        {
            return await GatheredAsync(target, source, ledger, cancellationToken).ConfigureAwait(false);
        }

        using var seekable = new SeekableSource(source);
        return await RangedAsync(target, seekable, ledger, cancellationToken).ConfigureAwait(false);
    }

    private ProgressLedger Ledger(IProgress<TransferProgress>? progress)
    {
        var ledger = progress is null ? ProgressLedger.None : new ProgressLedger(progress, settings.TimeProvider);
        ledger.Expect(objects: 1);
        return ledger;
    }

    private async Task<UploadResult> GatheredAsync(UploadTarget target, GatheredParts parts, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        ledger.Expect(reach: PartPlan.Reach(parts.PartSize));
        using var whole = await parts.WholeAsync(cancellationToken).ConfigureAwait(false);
        return whole is not null
            ? await WholeAsync(target, whole.Body, whole.Length, ledger, cancellationToken).ConfigureAwait(false)
            : Done(await new PartedUpload(sender, settings, target, ledger, journal: null).RunAsync(parts, parts.PartSize, resumed: null, cancellationToken).ConfigureAwait(false), ledger);
    }

    private async Task<UploadResult> GatheredAsync(UploadTarget target, Stream source, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        using var parts = await GatheredParts.BeginAsync(settings, target.Options, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var filling = Task.Run(() => FillAsync(source, parts, stop.Token), CancellationToken.None);
        try
        {
            return await GatheredAsync(target, parts, ledger, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            if (!filling.IsCompleted)
            {
                await Task.WhenAny(filling, Task.Delay(EndOfFilling, CancellationToken.None)).ConfigureAwait(false);
            }
        }
    }

    private static async Task FillAsync(Stream source, GatheredParts parts, CancellationToken cancellationToken)
    {
        try
        {
            int read;
            while ((read = await source.ReadAsync(await parts.RoomAsync(certain: false, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)) > 0)
            {
                parts.Advance(read);
            }

            await parts.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // Nobody takes the parts any more, and says why.
        }
        catch (Exception fault)
        {
            parts.Fail(fault);
        }
        finally
        {
            parts.StopFilling();
        }
    }

    private async Task<UploadResult> RangedAsync(UploadTarget target, RangedSource source, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        if (source.Length > settings.MultipartThreshold)
        {
            return await PartsAsync(target, source, journal: null, resumed: null, ledger, cancellationToken).ConfigureAwait(false);
        }

        ledger.Expect(bytes: source.Length, parts: 1);
        return await WholeAsync(target, source.Range(0, source.Length), source.Length, ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadResult> PartsAsync(
        UploadTarget target, RangedSource source, UploadJournal? journal, ResumedUpload? resumed, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        // A part as long as is observed to pay, but never so long that lanes stay without one.
        var partSize = resumed?.PartSize ?? PartPlan.SizeFor(source.Length, settings.PartSize, Math.Min(settings.Pace.LaneRate, source.Length / (4.0 * settings.Pace.Width)));
        var parts = PartPlan.Tile(source.Length, partSize);
        ledger.Expect(bytes: source.Length, parts: parts.Count);
        if (resumed is not null)
        {
            ledger.Add(resumed.Length);
            foreach (var part in resumed.Parts)
            {
                ledger.AddPart();
            }

            var done = resumed.Parts.Select(part => part.Number).ToHashSet();
            parts = [.. parts.Where(part => !done.Contains(part.Number))];
        }

        var upload = new PartedUpload(sender, settings, target, ledger, journal);
        return Done(await upload.RunAsync(new RangeFeed(source, parts), partSize, resumed, cancellationToken).ConfigureAwait(false), ledger);
    }

    private async Task<UploadResult> WholeAsync(UploadTarget target, Body body, long length, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        var request = target.Options.ToPut(target.Bucket, target.Key, body);
        var (result, checksum) = await sender.SendAsync(PutObject.Operation, request, ledger.OfOneBody(), cancellationToken).ConfigureAwait(false);
        ledger.AddPart();
        return Done(new UploadResult { Length = length, Parts = 1, ETag = result.ETag, VersionId = result.VersionId, Checksum = checksum }, ledger);
    }

    private static UploadResult Done(UploadResult result, ProgressLedger ledger)
    {
        ledger.AddObject();
        ledger.Finish();
        return result;
    }
}
