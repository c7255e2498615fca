using Sealane.Diagnostics;
using Sealane.Listing;
using Sealane.Protocol.Objects;

namespace Sealane.Sync;

/// <summary>Deletes: files one by one, objects 1,000 in a request. Thread-safe.</summary>
internal sealed class Removals(Place place, BulkOptions options, Tally tally)
{
    // As many as DeleteObjects takes (S3 API).
    private const int MostInRequest = 1000;

    private readonly Lock _gate = new();
    private List<Entry> _batch = [];

    public ValueTask AddAsync(Entry entry, CancellationToken cancellationToken)
    {
        if (options.DryRun)
        {
            tally.Deleted(Outcome(entry, OutcomeStatus.Planned));
            return default;
        }

        if (place is FolderPlace folder)
        {
            Delete(folder, entry);
            return default;
        }

        List<Entry>? full = null;
        lock (_gate)
        {
            _batch.Add(entry);
            if (_batch.Count == MostInRequest)
            {
                (full, _batch) = (_batch, []);
            }
        }

        return full is null ? default : SendAsync((BucketPlace)place, full, cancellationToken);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
        {
            await SendAsync((BucketPlace)place, _batch, cancellationToken).ConfigureAwait(false);
            _batch = [];
        }
    }

    private void Delete(FolderPlace folder, Entry entry)
    {
        var path = folder.NameOf(entry.Key);
        try
        {
            var now = new FileInfo(path);
            if (now.Exists && now.LinkTarget is null && (now.Length != entry.Length || now.LastWriteTimeUtc != entry.Modified))
            {
                throw new IOException($"'{path}' was changed after it was listed, and is left as it is. Run it again.");
            }

            File.Delete(path);
            tally.Deleted(Outcome(entry, OutcomeStatus.Done));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            tally.Failed(Outcome(entry, OutcomeStatus.Failed) with { Problem = fault.Message, Fault = fault });
        }
    }

    private async ValueTask SendAsync(BucketPlace bucket, List<Entry> batch, CancellationToken cancellationToken)
    {
        var failed = new Dictionary<string, string>(StringComparer.Ordinal);
        Exception? fault = null;
        try
        {
            var result = await bucket.Kit.Sender.SendAsync(
                DeleteObjects.Operation,
                new DeleteObjectsRequest
                {
                    Bucket = bucket.Bucket,
                    Delete = new DeleteList { Objects = batch.ConvertAll(entry => new ObjectIdentifier { Key = bucket.KeyOf(entry.Key) }), Quiet = true },
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var error in result.Errors)
            {
                failed[error.Key ?? ""] = $"{error.Code}: {error.Message}";
            }
        }
        catch (Exception refused) when (refused is S3Exception or S3ConnectionException)
        {
            fault = refused;
        }

        foreach (var entry in batch)
        {
            if ((fault?.Message ?? failed.GetValueOrDefault(bucket.KeyOf(entry.Key))) is { } problem)
            {
                tally.Failed(Outcome(entry, OutcomeStatus.Failed) with { Problem = problem, Fault = fault });
            }
            else
            {
                tally.Deleted(Outcome(entry, OutcomeStatus.Done));
            }
        }
    }

    private ObjectOutcome Outcome(Entry entry, OutcomeStatus status) =>
        new() { Action = ObjectAction.Delete, Status = status, Entry = entry, Target = place.NameOf(entry.Key) };
}
