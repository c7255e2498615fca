using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Uploads one object in parts.</summary>
/// <remarks>
/// <code>
///   (1) create       unless it goes on with what a journal has
///   (2) parts        as many at a time as the pace allows; the checksum of each is computed as it is sent; one that fails is sent again alone
///   (3) check        the source is what it was
///   (4) complete     with the combined checksum, which the answer must have too
///       any failure or cancelling: abort, or keep it for the journal; say which; then the failure
/// </code>
/// </remarks>
/// <param name="sender">Sends.</param>
/// <param name="settings">The client's.</param>
/// <param name="target">The object.</param>
/// <param name="ledger">The progress.</param>
/// <param name="journal">Remembers what is done; null when it need not.</param>
internal sealed class PartedUpload(Sender sender, TransferSettings settings, UploadTarget target, ProgressLedger ledger, UploadJournal? journal)
{
    /// <summary>How often a part is sent, each time with all the attempts of a request, before the upload fails.</summary>
    public const int PartAttempts = 3;

    private readonly PartedChecksum? _checksum = PartedChecksum.Of(settings, target.Options);
    private readonly List<StoredPart> _stored = [];

    /// <summary>Sends all parts and makes the object.</summary>
    /// <param name="feed">The parts that are still to be sent.</param>
    /// <param name="partSize">The length of each in bytes, but the last.</param>
    /// <param name="resumed">What has been done already, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<UploadResult> RunAsync(IPartFeed feed, long partSize, ResumedUpload? resumed, CancellationToken cancellationToken)
    {
        // (1) create
        var uploadId = resumed?.UploadId ?? await CreateAsync(partSize, cancellationToken).ConfigureAwait(false);
        _stored.AddRange(resumed?.Parts ?? []);

        try
        {
            cancellationToken.ThrowIfCancellationRequested();

            // (2) send the parts
            await settings.Workers.RunAsync(token => StepAsync(uploadId, feed, token), cancellationToken, feed.Count ?? long.MaxValue).ConfigureAwait(false);

            // (3) check the source
            feed.Check();

            // (4) complete
            _stored.Sort((one, other) => one.Number.CompareTo(other.Number));
            var result = await new CompletedObject(sender, target, uploadId, _checksum, _stored).MakeAsync(cancellationToken).ConfigureAwait(false);
            journal?.Complete();
            return result with { Resumed = resumed?.Length ?? 0 };
        }
        catch (Exception fault)
        {
            await GiveUpAsync(uploadId, fault).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> CreateAsync(long partSize, CancellationToken cancellationToken)
    {
        var create = target.Options.ToCreate(target.Bucket, target.Key) with
        {
            ChecksumAlgorithm = _checksum is null ? null : ChecksumTable.Of(_checksum.Algorithm).WireName,
            ChecksumType = _checksum is null ? null : ChecksumTable.WireNameOf(_checksum.Type),
        };
        try
        {
            var uploadId = await BegunUpload.BeginAsync(sender, create, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
            journal?.Begin(uploadId, partSize);
            return uploadId;
        }
        catch
        {
            journal?.Complete();
            throw;
        }
    }

    private async ValueTask<bool> StepAsync(string uploadId, IPartFeed feed, CancellationToken cancellationToken)
    {
        if (await feed.NextAsync(cancellationToken).ConfigureAwait(false) is not { } part)
        {
            return false;
        }

        using (part)
        {
            var stored = await SendAsync(uploadId, part, cancellationToken).ConfigureAwait(false);
            lock (_stored)
            {
                _stored.Add(stored);
            }

            journal?.Add(stored);
            ledger.AddPart();
            return true;
        }
    }

    private async ValueTask<StoredPart> SendAsync(string uploadId, OutgoingPart part, CancellationToken cancellationToken)
    {
        var request = new UploadPartRequest
        {
            Bucket = target.Bucket,
            Key = target.Key,
            UploadId = uploadId,
            PartNumber = part.Number,
            Body = part.Body,
            ChecksumAlgorithm = target.Options.ChecksumAlgorithm is { } asked ? ChecksumTable.Of(asked).WireName : null,
            SSECustomerAlgorithm = target.Options.CustomerAlgorithm,
            SSECustomerKey = target.Options.SseCustomerKey,
        };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (result, sum) = await sender.SendAsync(UploadPart.Operation, request, ledger.OfOneBody(), cancellationToken).ConfigureAwait(false);
                return new StoredPart(part.Number, part.Length, result.ETag, sum);
            }
            catch (Exception fault) when (attempt < PartAttempts && MayPass(fault))
            {
                await Task.Delay(Backoff(attempt), settings.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The way's faults and the store's: bytes that arrived changed are sent again, too.
    private static bool MayPass(Exception fault) => fault is S3ConnectionException or ChecksumMismatchException or S3Exception { IsRetryable: true } or S3Exception { Code: "BadDigest" };

    private TimeSpan Backoff(int attempt)
    {
        lock (settings.Random)
        {
            return TimeSpan.FromSeconds(settings.Random.NextDouble() * (1 << attempt));
        }
    }

    private async Task GiveUpAsync(string uploadId, Exception fault)
    {
        if (journal is not null && _stored.Count > 0 && fault is not (SourceChangedException or ChecksumMismatchException))
        {
            settings.Say($"The upload of {target} was kept with {_stored.Count} parts: the same upload goes on from there. To give it up, abort the upload {uploadId}.");
            return;
        }

        var whyNot = await BegunUpload.AbortAsync(sender, target.Bucket, target.Key, uploadId).ConfigureAwait(false);
        settings.Say(whyNot is null
            ? $"The upload of {target} was given up, and S3 keeps none of its parts."
            : $"The upload of {target} could not be given up, and S3 keeps its parts until it is: {whyNot} Abort the upload {uploadId}.");
        journal?.Complete();
    }
}
