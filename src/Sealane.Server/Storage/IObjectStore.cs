using Sealane.Protocol.Groups;

namespace Sealane.Server.Storage;

/// <summary>
/// Keeps buckets, objects and unfinished uploads. Every method is safe to call from many threads at once; a write is visible whole or
/// not at all, and is durable (where the store is) before its task completes.
/// </summary>
public interface IObjectStore : IAsyncDisposable
{
    /// <summary>All buckets, by name.</summary>
    ValueTask<IReadOnlyList<BucketEntry>> ListBucketsAsync(CancellationToken cancellationToken);

    /// <summary>One bucket, or null.</summary>
    ValueTask<BucketEntry?> FindBucketAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Adds a bucket; false when the name is taken.</summary>
    ValueTask<bool> AddBucketAsync(BucketEntry bucket, CancellationToken cancellationToken);

    /// <summary>Removes a bucket that has no objects, with its unfinished uploads: Done, NoSuchBucket or BucketNotEmpty.</summary>
    ValueTask<WriteResult> RemoveBucketAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Sets Transfer Acceleration of a bucket: Done or NoSuchBucket.</summary>
    ValueTask<WriteResult> SetAccelerationAsync(string bucket, AccelerationState acceleration, CancellationToken cancellationToken);

    /// <summary>Opens a place for bytes that are not an object yet.</summary>
    ValueTask<StagedObject> StageAsync(CancellationToken cancellationToken);

    /// <summary>Makes staged bytes the object of a key: Done, NoSuchBucket, NoSuchKey or ConditionFailed.</summary>
    ValueTask<WriteResult> CommitObjectAsync(
        string bucket, ObjectEntry entry, StagedObject staged, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>What is known about an object, or null.</summary>
    ValueTask<ObjectEntry?> FindObjectAsync(string bucket, string key, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading, or null.</summary>
    ValueTask<OpenedObject?> OpenObjectAsync(string bucket, string key, CancellationToken cancellationToken);

    /// <summary>Gives an object other tags, or with null none, and changes nothing else of it: Done, NoSuchBucket or NoSuchKey.</summary>
    ValueTask<WriteResult> SetTagsAsync(string bucket, string key, IReadOnlyList<Tag>? tags, CancellationToken cancellationToken);

    /// <summary>Removes an object: Done (also when nothing was there), NoSuchBucket, NoSuchKey or ConditionFailed.</summary>
    ValueTask<WriteResult> RemoveObjectAsync(string bucket, string key, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>A page of a bucket's objects in the byte order of their keys; empty for a bucket that is not there.</summary>
    ValueTask<ListPage<ObjectEntry>> ListObjectsAsync(string bucket, ListQuery query, CancellationToken cancellationToken);

    /// <summary>Begins a multipart upload: Done or NoSuchBucket.</summary>
    ValueTask<WriteResult> AddUploadAsync(UploadEntry upload, CancellationToken cancellationToken);

    /// <summary>An unfinished upload, or null.</summary>
    ValueTask<UploadEntry?> FindUploadAsync(string bucket, string key, string uploadId, CancellationToken cancellationToken);

    /// <summary>A page of a bucket's unfinished uploads in the byte order of their keys, then by id.</summary>
    ValueTask<ListPage<UploadEntry>> ListUploadsAsync(string bucket, ListQuery query, CancellationToken cancellationToken);

    /// <summary>Makes staged bytes a part of an upload, in place of an older one of that number: Done or NoSuchUpload.</summary>
    ValueTask<WriteResult> CommitPartAsync(
        UploadEntry upload, PartEntry part, StagedObject staged, CancellationToken cancellationToken);

    /// <summary>All parts of an upload, by number.</summary>
    ValueTask<IReadOnlyList<PartEntry>> ListPartsAsync(UploadEntry upload, CancellationToken cancellationToken);

    /// <summary>
    /// Assembles an object from the upload's parts that <c>entry.Parts</c> names and ends the upload: Done, NoSuchBucket, NoSuchUpload,
    /// PartChanged (number or entity tag not the upload's), NoSuchKey or ConditionFailed.
    /// </summary>
    ValueTask<WriteResult> CompleteUploadAsync(
        UploadEntry upload, ObjectEntry entry, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>Ends an upload and discards its parts: Done or NoSuchUpload.</summary>
    ValueTask<WriteResult> RemoveUploadAsync(UploadEntry upload, CancellationToken cancellationToken);
}
