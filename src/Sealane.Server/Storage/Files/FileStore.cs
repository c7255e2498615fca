namespace Sealane.Server.Storage.Files;

/// <summary>
/// Keeps objects as files under a folder, and what is known about them in SQLite. Acknowledged means on the disk:
/// <code>
/// bytes -> staging/ID -> fsync -> rename to data/xx/ID -> fsync of data/xx -> row committed (fsync) -> files of the replaced object deleted
/// </code>
/// A crash between any two steps leaves the old object whole and a file that nothing refers to, which the next start deletes.
/// </summary>
public sealed class FileStore : IObjectStore
{
    private const string FindObject = $"SELECT {Rows.ObjectColumns} FROM objects WHERE bucket = $0 AND key = $1";
    private const string FindUpload = $"SELECT {Rows.UploadColumns} FROM uploads WHERE id = $0";
    private const string FindParts = $"SELECT {Rows.PartColumns} FROM parts WHERE upload = $0 ORDER BY number";
    private const string HasBucket = "SELECT name FROM buckets WHERE name = $0";

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
    /// <exception cref="IOException">The folder cannot be written, is in use, or was written by a later version; the message says which.</exception>
    public static FileStore Open(string folder)
    {
        var data = new DataFolder(folder);
        SqlSession? session = null;

        try
        {
            session = new(data.DatabasePath);
            int version = int.Parse(
                session.First("PRAGMA user_version", row => row.GetString(0))!, System.Globalization.CultureInfo.InvariantCulture);

            if (version > Rows.SchemaVersion)
            {
                throw new IOException($"The data folder {folder} was written by a later version of Sealane. Use that version, or another folder.");
            }

            session.Execute(Rows.Schema);
            session.Execute($"PRAGMA user_version = {Rows.SchemaVersion}");
            data.Sweep(session.Each(
                "SELECT content FROM objects WHERE content IS NOT NULL UNION ALL SELECT content FROM parts", row => row.GetString(0)));
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
    public ValueTask<IReadOnlyList<BucketEntry>> ListBucketsAsync(CancellationToken cancellationToken) =>
        Read(db => db.All("SELECT name, region, created, acceleration FROM buckets ORDER BY name", Rows.Bucket));

    /// <inheritdoc/>
    public ValueTask<BucketEntry?> FindBucketAsync(string bucket, CancellationToken cancellationToken) =>
        Read(db => db.First("SELECT name, region, created, acceleration FROM buckets WHERE name = $0", Rows.Bucket, bucket));

    /// <inheritdoc/>
    public async ValueTask<bool> AddBucketAsync(BucketEntry bucket, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(db => db.Execute(
            "INSERT OR IGNORE INTO buckets (name, region, created, acceleration) VALUES ($0, $1, $2, $3)",
            bucket.Name,
            bucket.Region,
            Rows.Time(bucket.Created),
            (long)bucket.Acceleration)).ConfigureAwait(false) == 1;

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveBucketAsync(string bucket, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) =>
        {
            if (db.First("SELECT bucket FROM objects WHERE bucket = $0 LIMIT 1", row => row.GetString(0), bucket) is not null)
            {
                return WriteResult.BucketNotEmpty;
            }

            foreach (UploadEntry upload in UploadsOf(db, bucket))
            {
                RemoveUpload(db, upload.Id, doomed);
            }

            return db.Execute("DELETE FROM buckets WHERE name = $0", bucket) == 1 ? WriteResult.Done : WriteResult.NoSuchBucket;
        });

    /// <inheritdoc/>
    public ValueTask<WriteResult> SetAccelerationAsync(
        string bucket, AccelerationState acceleration, CancellationToken cancellationToken) =>
        WriteAsync((db, _) => db.Execute("UPDATE buckets SET acceleration = $1 WHERE name = $0", bucket, (long)acceleration) == 1
            ? WriteResult.Done
            : WriteResult.NoSuchBucket);

    /// <inheritdoc/>
    public ValueTask<StagedObject> StageAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<StagedObject>(new FileStaging(_folder));

    /// <inheritdoc/>
    public async ValueTask<WriteResult> CommitObjectAsync(
        string bucket, ObjectEntry entry, StagedObject staged, WriteCondition condition, CancellationToken cancellationToken)
    {
        var file = (FileStaging)staged;
        file.Publish();

        return await WriteAsync((db, doomed) => ReplaceObject(db, bucket, entry, file.Id, condition, doomed), file).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<ObjectEntry?> FindObjectAsync(string bucket, string key, CancellationToken cancellationToken) =>
        Read(db => WithParts(db, db.First(FindObject, Rows.Object, bucket, Rows.Key(key)))?.Entry);

    /// <inheritdoc/>
    public ValueTask<OpenedObject?> OpenObjectAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        // Files go only after their row did: content that is leased and then still referred to stays until the lease ends.
        while (_readers.Read(db => Opened.Find(db, bucket, key, _folder, _leases)) is { } opened)
        {
            _leases.Take(opened.ContentId);

            if (_readers.Read(db => db.First(FindObject, Rows.Object, bucket, Rows.Key(key))?.ContentId == opened.ContentId))
            {
                return ValueTask.FromResult<OpenedObject?>(opened);
            }

            _leases.Return(opened.ContentId);
        }

        return ValueTask.FromResult<OpenedObject?>(null);
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveObjectAsync(
        string bucket, string key, WriteCondition condition, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) =>
        {
            if (db.First(HasBucket, row => row.GetString(0), bucket) is null)
            {
                return WriteResult.NoSuchBucket;
            }

            StoredObject? current = db.First(FindObject, Rows.Object, bucket, Rows.Key(key));
            WriteResult result = condition.Judge(current?.Entry.ETag);

            if (result == WriteResult.Done && current is not null)
            {
                Forget(db, current, doomed);
                db.Execute("DELETE FROM objects WHERE bucket = $0 AND key = $1", bucket, Rows.Key(key));
            }

            return result;
        });

    /// <inheritdoc/>
    public ValueTask<ListPage<ObjectEntry>> ListObjectsAsync(string bucket, ListQuery query, CancellationToken cancellationToken) =>
        Read(db => ListWalk.Page(
            query,
            place => db.Each(
                $"SELECT {Rows.ObjectColumns} FROM objects WHERE bucket = $0 AND key >= $1 ORDER BY key",
                row => Rows.Object(row).Entry,
                bucket,
                place),
            entry => entry.Key));

    /// <inheritdoc/>
    public ValueTask<WriteResult> AddUploadAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        WriteAsync((db, _) => db.Execute(
            $"INSERT INTO uploads ({Rows.UploadColumns}) SELECT $0, name, $2, $3, $4, $5, $6 FROM buckets WHERE name = $1",
            upload.Id,
            upload.Bucket,
            Rows.Key(upload.Key),
            Rows.Time(upload.Initiated),
            upload.ChecksumAlgorithm,
            upload.ChecksumType,
            Rows.Metadata(upload.Metadata)) == 1
            ? WriteResult.Done
            : WriteResult.NoSuchBucket);

    /// <inheritdoc/>
    public ValueTask<UploadEntry?> FindUploadAsync(string bucket, string key, string uploadId, CancellationToken cancellationToken) =>
        Read(db => db.First(FindUpload, Rows.Upload, uploadId) is { } upload && upload.Bucket == bucket && upload.Key == key
            ? upload
            : null);

    /// <inheritdoc/>
    public ValueTask<ListPage<UploadEntry>> ListUploadsAsync(string bucket, ListQuery query, CancellationToken cancellationToken) =>
        Read(db => UploadOrder.Page(query, UploadsOf(db, bucket)));

    /// <inheritdoc/>
    public async ValueTask<WriteResult> CommitPartAsync(
        UploadEntry upload, PartEntry part, StagedObject staged, CancellationToken cancellationToken)
    {
        var file = (FileStaging)staged;
        file.Publish();

        return await WriteAsync(
            (db, doomed) =>
            {
                if (db.First(FindUpload, Rows.Upload, upload.Id) is null)
                {
                    return WriteResult.NoSuchUpload;
                }

                if (db.First(
                        $"SELECT {Rows.PartColumns} FROM parts WHERE upload = $0 AND number = $1", Rows.Part, upload.Id, part.Number)
                    is { } replaced)
                {
                    doomed.Add(new(replaced.Content, [replaced.Content]));
                }

                db.Execute(
                    $"INSERT OR REPLACE INTO parts (upload, {Rows.PartColumns}) VALUES ($0, $1, $2, $3, $4, $5, $6)",
                    upload.Id,
                    part.Number,
                    part.Size,
                    part.ETag,
                    Rows.Time(part.LastModified),
                    Rows.Checksum(part.Checksum),
                    file.Id);
                return WriteResult.Done;
            },
            file).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartEntry>> ListPartsAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        Read(db => PartsOf(db, upload.Id));

    /// <inheritdoc/>
    public ValueTask<WriteResult> CompleteUploadAsync(
        UploadEntry upload, ObjectEntry entry, WriteCondition condition, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) =>
        {
            if (db.First(FindUpload, Rows.Upload, upload.Id) is null)
            {
                return WriteResult.NoSuchUpload;
            }

            Dictionary<int, StoredPart> stored = db.All(FindParts, Rows.Part, upload.Id).ToDictionary(part => part.Entry.Number);

            foreach (PartEntry part in entry.Parts)
            {
                if (!stored.Remove(part.Number, out StoredPart? found) || found.Entry.ETag != part.ETag)
                {
                    return WriteResult.PartChanged;
                }
            }

            WriteResult result = ReplaceObject(db, upload.Bucket, entry with { UploadId = upload.Id }, null, condition, doomed);

            if (result == WriteResult.Done)
            {
                db.Execute("DELETE FROM uploads WHERE id = $0", upload.Id);

                foreach (StoredPart unused in stored.Values)
                {
                    db.Execute("DELETE FROM parts WHERE upload = $0 AND number = $1", upload.Id, unused.Entry.Number);
                    doomed.Add(new(unused.Content, [unused.Content]));
                }
            }

            return result;
        });

    /// <inheritdoc/>
    public ValueTask<WriteResult> RemoveUploadAsync(UploadEntry upload, CancellationToken cancellationToken) =>
        WriteAsync((db, doomed) => RemoveUpload(db, upload.Id, doomed) ? WriteResult.Done : WriteResult.NoSuchUpload);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _readers.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static WriteResult ReplaceObject(
        SqlSession db, string bucket, ObjectEntry entry, string? content, WriteCondition condition, List<Content> doomed)
    {
        if (db.First(HasBucket, row => row.GetString(0), bucket) is null)
        {
            return WriteResult.NoSuchBucket;
        }

        StoredObject? current = db.First(FindObject, Rows.Object, bucket, Rows.Key(entry.Key));
        WriteResult result = condition.Judge(current?.Entry.ETag);

        if (result != WriteResult.Done)
        {
            return result;
        }

        if (current is not null)
        {
            Forget(db, current, doomed);
        }

        db.Execute(
            $"INSERT OR REPLACE INTO objects (bucket, {Rows.ObjectColumns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)",
            bucket,
            Rows.Key(entry.Key),
            entry.Size,
            entry.ETag,
            Rows.Time(entry.LastModified),
            Rows.Checksum(entry.Checksum),
            Rows.Metadata(entry.Metadata),
            content is null ? entry.UploadId : null,
            content);
        return WriteResult.Done;
    }

    // The files of an object that is replaced or removed; its own row is the caller's business.
    private static void Forget(SqlSession db, StoredObject current, List<Content> doomed)
    {
        if (current.Content is { } file)
        {
            doomed.Add(new(file, [file]));
            return;
        }

        doomed.Add(new(current.ContentId, [.. db.All(FindParts, Rows.Part, current.ContentId).Select(part => part.Content)]));
        db.Execute("DELETE FROM parts WHERE upload = $0", current.ContentId);
    }

    private static bool RemoveUpload(SqlSession db, string id, List<Content> doomed)
    {
        if (db.Execute("DELETE FROM uploads WHERE id = $0", id) == 0)
        {
            return false;
        }

        doomed.AddRange(db.All(FindParts, Rows.Part, id).Select(part => new Content(part.Content, [part.Content])));
        db.Execute("DELETE FROM parts WHERE upload = $0", id);
        return true;
    }

    private static IReadOnlyList<UploadEntry> UploadsOf(SqlSession db, string bucket) =>
        db.All($"SELECT {Rows.UploadColumns} FROM uploads WHERE bucket = $0", Rows.Upload, bucket);

    private static IReadOnlyList<PartEntry> PartsOf(SqlSession db, string upload) =>
        [.. db.All(FindParts, Rows.Part, upload).Select(part => part.Entry)];

    private static StoredObject? WithParts(SqlSession db, StoredObject? found) => found is { Content: null }
        ? found with { Entry = found.Entry with { Parts = PartsOf(db, found.ContentId) } }
        : found;

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

    private sealed class Opened(StoredObject found, IReadOnlyList<(string Id, long Size)> files, DataFolder folder, FileLeases leases)
        : OpenedObject
    {
        private bool _closed;

        public override ObjectEntry Entry => found.Entry;

        public string ContentId => found.ContentId;

        public static Opened? Find(SqlSession db, string bucket, string key, DataFolder folder, FileLeases leases)
        {
            StoredObject? found = db.First(FindObject, Rows.Object, bucket, Rows.Key(key));

            if (found is null)
            {
                return null;
            }

            if (found.Content is { } file)
            {
                return new(found, [(file, found.Entry.Size)], folder, leases);
            }

            IReadOnlyList<StoredPart> parts = db.All(FindParts, Rows.Part, found.ContentId);
            return new(
                found with { Entry = found.Entry with { Parts = [.. parts.Select(part => part.Entry)] } },
                [.. parts.Select(part => (part.Content, part.Entry.Size))],
                folder,
                leases);
        }

        public override Stream OpenRange(long offset, long length) => new FileRangeStream(folder, files, offset, length);

        public override ValueTask DisposeAsync()
        {
            if (!_closed)
            {
                _closed = true;
                leases.Return(found.ContentId);
            }

            return ValueTask.CompletedTask;
        }
    }
}
