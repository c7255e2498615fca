using Sealane.Protocol.Groups;

namespace Sealane.Server.Storage.Memory;

/// <summary>Keeps everything in memory and forgets it at the end: for tests and for trying things out.</summary>
public sealed class MemoryStore : IObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MemoryBucket> _buckets = new(StringComparer.Ordinal);
    private readonly MemoryBudget _budget;

    /// <summary>Creates an empty store.</summary>
    /// <param name="capacity">Bytes it holds at most; no limit by default.</param>
    public MemoryStore(long capacity = long.MaxValue) => _budget = new(capacity);

    /// <summary>Forgets every bucket with all that is in it; what is being read stays readable to its end.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (MemoryBucket bucket in _buckets.Values)
            {
                _budget.Give(bucket.Length);

                foreach (MemoryUpload upload in bucket.Uploads.Values)
                {
                    Release(upload);
                }
            }

            _buckets.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BucketEntry>> ListBucketsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<BucketEntry>>([.. _buckets.Values.Select(bucket => bucket.Entry)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<BucketEntry?> FindBucketAsync(string bucket, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_buckets.GetValueOrDefault(bucket)?.Entry);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> AddBucketAsync(BucketEntry bucket, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_buckets.TryAdd(bucket.Name, new(bucket)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveBucketAsync(string bucket, CancellationToken cancellationToken) =>
        InBucket(bucket, found =>
        {
            if (!found.IsEmpty)
            {
                return WriteResult.BucketNotEmpty;
            }

            foreach (MemoryUpload upload in found.Uploads.Values)
            {
                Release(upload);
            }

            _buckets.Remove(bucket);
            return WriteResult.Done;
        });

    /// <inheritdoc/>
    public ValueTask<WriteResult> SetAccelerationAsync(
        string bucket, AccelerationState acceleration, CancellationToken cancellationToken) =>
        InBucket(bucket, found =>
        {
            found.Entry = found.Entry with { Acceleration = acceleration };
            return WriteResult.Done;
        });

    /// <inheritdoc/>
    public ValueTask<StagedObject> StageAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<StagedObject>(new MemoryStaging(_budget));

    /// <inheritdoc/>
    public ValueTask<WriteResult> CommitObjectAsync(
        string bucket, ObjectEntry entry, StagedObject staged, WriteCondition condition, CancellationToken cancellationToken) =>
        InBucket(bucket, found => Replace(found, entry, ((MemoryStaging)staged).Commit, condition));

    /// <inheritdoc/>
    public ValueTask<ObjectEntry?> FindObjectAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_buckets.GetValueOrDefault(bucket)?.Find(key)?.Entry);
        }
    }

    /// <inheritdoc/>
    public ValueTask<OpenedObject?> OpenObjectAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            MemoryObject? found = _buckets.GetValueOrDefault(bucket)?.Find(key);
            return ValueTask.FromResult<OpenedObject?>(found is null ? null : new Opened(found));
        }
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> SetTagsAsync(string bucket, string key, IReadOnlyList<Tag>? tags, CancellationToken cancellationToken) =>
        InBucket(bucket, found =>
        {
            if (found.Find(key) is not { } current)
            {
                return WriteResult.NoSuchKey;
            }

            found.Put(current.Entry with { Metadata = current.Entry.Metadata with { Tags = tags } }, current.Bytes);
            return WriteResult.Done;
        });

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveObjectAsync(
        string bucket, string key, WriteCondition condition, CancellationToken cancellationToken) =>
        InBucket(bucket, found =>
        {
            MemoryObject? current = found.Find(key);
            WriteResult result = condition.Judge(current?.Entry.ETag);

            if (result == WriteResult.Done && current is not null)
            {
                found.Remove(current);
                _budget.Give(current.Bytes.Length);
            }

            return result;
        });

    /// <inheritdoc/>
    public ValueTask<ListPage<ObjectEntry>> ListObjectsAsync(string bucket, ListQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_buckets.TryGetValue(bucket, out MemoryBucket? found)
                ? ListWalk.Page(query, found.AtOrAfter, entry => entry.Key)
                : new([], false));
        }
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> AddUploadAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        InBucket(upload.Bucket, found =>
        {
            found.Uploads.Add(upload.Id, new(upload));
            return WriteResult.Done;
        });

    /// <inheritdoc/>
    public ValueTask<UploadEntry?> FindUploadAsync(string bucket, string key, string uploadId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            UploadEntry? upload = _buckets.GetValueOrDefault(bucket)?.Uploads.GetValueOrDefault(uploadId)?.Entry;
            return ValueTask.FromResult(upload?.Key == key ? upload : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ListPage<UploadEntry>> ListUploadsAsync(string bucket, ListQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_buckets.TryGetValue(bucket, out MemoryBucket? found)
                ? UploadOrder.Page(query, found.Uploads.Values.Select(upload => upload.Entry))
                : new([], false));
        }
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> CommitPartAsync(
        UploadEntry upload, PartEntry part, StagedObject staged, CancellationToken cancellationToken) =>
        InUpload(upload, (_, found) =>
        {
            if (found.Parts.TryGetValue(part.Number, out var replaced))
            {
                _budget.Give(replaced.Bytes.Length);
            }

            found.Parts[part.Number] = (part, ((MemoryStaging)staged).Commit());
            return WriteResult.Done;
        });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartEntry>> ListPartsAsync(UploadEntry upload, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            MemoryUpload? found = _buckets.GetValueOrDefault(upload.Bucket)?.Uploads.GetValueOrDefault(upload.Id);
            return ValueTask.FromResult<IReadOnlyList<PartEntry>>(found is null ? [] : [.. found.Parts.Values.Select(part => part.Entry)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> CompleteUploadAsync(
        UploadEntry upload, ObjectEntry entry, WriteCondition condition, CancellationToken cancellationToken) =>
        InUpload(upload, (bucket, found) =>
        {
            if (!entry.Parts.All(part => found.Parts.TryGetValue(part.Number, out var stored) && stored.Entry.ETag == part.ETag))
            {
                return WriteResult.PartChanged;
            }

            WriteResult result = Replace(
                bucket, entry, () => MemoryBytes.Join(entry.Parts.Select(part => found.Parts[part.Number].Bytes)), condition);

            if (result == WriteResult.Done)
            {
                bucket.Uploads.Remove(upload.Id);

                foreach (PartEntry part in entry.Parts)
                {
                    found.Parts.Remove(part.Number);
                }

                Release(found);
            }

            return result;
        });

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveUploadAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        InUpload(upload, (bucket, found) =>
        {
            bucket.Uploads.Remove(upload.Id);
            Release(found);
            return WriteResult.Done;
        });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<WriteResult> InBucket(string bucket, Func<MemoryBucket, WriteResult> write)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_buckets.TryGetValue(bucket, out MemoryBucket? found) ? write(found) : WriteResult.NoSuchBucket);
        }
    }

    private ValueTask<WriteResult> InUpload(UploadEntry upload, Func<MemoryBucket, MemoryUpload, WriteResult> write) =>
        InBucket(upload.Bucket, bucket =>
            bucket.Uploads.TryGetValue(upload.Id, out MemoryUpload? found) ? write(bucket, found) : WriteResult.NoSuchUpload);

    private WriteResult Replace(MemoryBucket bucket, ObjectEntry entry, Func<MemoryBytes> bytes, WriteCondition condition)
    {
        MemoryObject? current = bucket.Find(entry.Key);
        WriteResult result = condition.Judge(current?.Entry.ETag);

        if (result == WriteResult.Done)
        {
            bucket.Put(entry, bytes());
            _budget.Give(current?.Bytes.Length ?? 0);
        }

        return result;
    }

    private void Release(MemoryUpload upload) => _budget.Give(upload.Parts.Values.Sum(part => part.Bytes.Length));

    private sealed class Opened(MemoryObject found) : OpenedObject
    {
        public override ObjectEntry Entry => found.Entry;

        public override Stream OpenRange(long offset, long length) => found.Bytes.OpenRange(offset, length);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
