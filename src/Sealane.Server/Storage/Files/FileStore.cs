using Sealane.Protocol.Groups;

namespace Sealane.Server.Storage.Files;

/// <summary>
/// Keeps objects as files under a folder, and what is known about them in SQLite. Acknowledged means on the disk:
/// <code>
/// bytes -> staging/ID -> fsync -> rename to data/xx/ID -> fsync of data/xx -> row committed (fsync) -> replaced files deleted
/// </code>
/// A crash between any two steps leaves the old object whole and a file that nothing refers to, which the next start deletes.
/// </summary>
public sealed class FileStore : IObjectStore
{
    private readonly DataFolder _folder;
    private readonly FileLeases _leases;
    private readonly SqlReaders _readers;
    private readonly SqlWriter _writer;

    private FileStore(DataFolder folder, SqlSession session)
    {
        _folder = folder;
        _leases = new(folder);
        _readers = new(folder.DatabasePath);
        _writer = new(session, folder.FullMessage);
    }

    /// <summary>Opens a folder, makes it a store when it is not one yet, and deletes what a crash left behind.</summary>
    /// <exception cref="IOException">The folder cannot be written, is in use, or is of a later version; the message says which.</exception>
    public static FileStore Open(string folder)
    {
        var data = new DataFolder(folder);
        SqlSession? session = null;

        try
        {
            session = new(data.DatabasePath);
            Catalogue.Prepare(session, folder);
            data.Sweep(Catalogue.Files(session));
            return new(data, session);
        }
        catch
        {
            session?.Dispose();
            data.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BucketEntry>> ListBucketsAsync(CancellationToken cancellationToken) => Read(Catalogue.Buckets);

    /// <inheritdoc/>
    public ValueTask<BucketEntry?> FindBucketAsync(string bucket, CancellationToken cancellationToken) =>
        Read(db => Catalogue.Bucket(db, bucket));

    /// <inheritdoc/>
    public async ValueTask<bool> AddBucketAsync(BucketEntry bucket, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(db => Catalogue.AddBucket(db, bucket)).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveBucketAsync(string bucket, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) => Catalogue.RemoveBucket(db, bucket, doomed));

    /// <inheritdoc/>
    public ValueTask<WriteResult> SetAccelerationAsync(
        string bucket, AccelerationState acceleration, CancellationToken cancellationToken) =>
        WriteAsync((db, _) => Catalogue.SetAcceleration(db, bucket, acceleration));

    /// <inheritdoc/>
    public ValueTask<StagedObject> StageAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<StagedObject>(new FileStaging(_folder));

    /// <inheritdoc/>
    public ValueTask<WriteResult> CommitObjectAsync(
        string bucket, ObjectEntry entry, StagedObject staged, WriteCondition condition, CancellationToken cancellationToken)
    {
        var file = (FileStaging)staged;
        file.Publish();
        return WriteAsync((db, doomed) => Catalogue.ReplaceObject(db, bucket, entry, file.Id, condition, doomed), file);
    }

    /// <inheritdoc/>
    public ValueTask<ObjectEntry?> FindObjectAsync(string bucket, string key, CancellationToken cancellationToken) =>
        Read(db => Find(db, bucket, key)?.Entry);

    /// <inheritdoc/>
    public ValueTask<OpenedObject?> OpenObjectAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        // Files go only after their row did: content that is leased and then still referred to stays until the lease ends.
        while (_readers.Read(db => Catalogue.Object(db, bucket, key))?.ContentId is { } content)
        {
            _leases.Take(content);
            OpenedFiles? opened = _readers.Read(db => Find(db, bucket, key, content));

            if (opened is not null)
            {
                return ValueTask.FromResult<OpenedObject?>(opened);
            }

            _leases.Return(content);
        }

        return ValueTask.FromResult<OpenedObject?>(null);
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> SetTagsAsync(string bucket, string key, IReadOnlyList<Tag>? tags, CancellationToken cancellationToken) =>
        WriteAsync((db, _) => Catalogue.SetTags(db, bucket, key, tags));

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveObjectAsync(
        string bucket, string key, WriteCondition condition, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) => Catalogue.RemoveObject(db, bucket, key, condition, doomed));

    /// <inheritdoc/>
    public ValueTask<ListPage<ObjectEntry>> ListObjectsAsync(string bucket, ListQuery query, CancellationToken cancellationToken) =>
        Read(db => ListWalk.Page(query, place => Catalogue.ObjectsFrom(db, bucket, place), entry => entry.Key));

    /// <inheritdoc/>
    public ValueTask<WriteResult> AddUploadAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        WriteAsync((db, _) => Catalogue.AddUpload(db, upload));

    /// <inheritdoc/>
    public ValueTask<UploadEntry?> FindUploadAsync(
        string bucket, string key, string uploadId, CancellationToken cancellationToken) =>
        Read(db => Catalogue.Upload(db, uploadId) is { } upload && upload.Bucket == bucket && upload.Key == key ? upload : null);

    /// <inheritdoc/>
    public ValueTask<ListPage<UploadEntry>> ListUploadsAsync(string bucket, ListQuery query, CancellationToken cancellationToken) =>
        Read(db => UploadOrder.Page(query, Catalogue.Uploads(db, bucket)));

    /// <inheritdoc/>
    public ValueTask<WriteResult> CommitPartAsync(
        UploadEntry upload, PartEntry part, StagedObject staged, CancellationToken cancellationToken)
    {
        var file = (FileStaging)staged;
        file.Publish();
        return WriteAsync((db, doomed) => Catalogue.ReplacePart(db, upload.Id, part, file.Id, doomed), file);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartEntry>> ListPartsAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<PartEntry>>(db => [.. Catalogue.Parts(db, upload.Id).Select(part => part.Entry)]);

    /// <inheritdoc/>
    public ValueTask<WriteResult> CompleteUploadAsync(
        UploadEntry upload, ObjectEntry entry, WriteCondition condition, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) => Catalogue.CompleteUpload(db, upload, entry, condition, doomed));

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveUploadAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) => Catalogue.RemoveUpload(db, upload.Id, doomed));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _readers.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // The object with its parts; null when it is not there, or is no longer the content that was asked for.
    private OpenedFiles? Find(SqlSession db, string bucket, string key, string? content = null) =>
        Catalogue.Object(db, bucket, key) is { } found && (content is null || found.ContentId == content)
            ? new(found, found.Content is null ? Catalogue.Parts(db, found.ContentId) : [], _folder, _leases)
            : null;

    private ValueTask<T> Read<T>(Func<SqlSession, T> statements) => ValueTask.FromResult(_readers.Read(statements));

    private async ValueTask<WriteResult> WriteAsync(
        Func<SqlSession, List<Content>, WriteResult> statements, FileStaging? file = null)
    {
        var doomed = new List<Content>();
        WriteResult result;

        try
        {
            result = await _writer.WriteAsync(db => statements(db, doomed)).ConfigureAwait(false);
        }
        catch (Exception unknown) when (unknown is not StorageFullException)
        {
            // Nobody can say whether the row is there: the file stays, and the next start deletes it if nothing refers to it.
            file?.Keep();
            throw;
        }

        if (result == WriteResult.Done)
        {
            file?.Keep();
            doomed.ForEach(_leases.Doom);
        }

        return result;
    }
}
