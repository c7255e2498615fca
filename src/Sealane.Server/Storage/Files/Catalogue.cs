using System.Globalization;
using Sealane.Protocol.Groups;

namespace Sealane.Server.Storage.Files;

/// <summary>
/// What the database is asked and told. Methods that change something name the files whose rows are gone in <c>doomed</c>; they are
/// deleted once the change is on the disk.
/// </summary>
internal static class Catalogue
{
    private const string BucketColumns = "name, region, created, acceleration";
    private const string ObjectByKey = $"SELECT {Rows.ObjectColumns} FROM objects WHERE bucket = $0 AND key = $1";
    private const string UploadById = $"SELECT {Rows.UploadColumns} FROM uploads WHERE id = $0";
    private const string PartsByUpload = $"SELECT {Rows.PartColumns} FROM parts WHERE upload = $0 ORDER BY number";

    /// <summary>Makes the tables where there are none.</summary>
    /// <exception cref="IOException">They were made by a later version.</exception>
    public static void Prepare(SqlSession db, string folder)
    {
        string version = db.First("PRAGMA user_version", row => row.GetString(0))!;

        if (int.Parse(version, CultureInfo.InvariantCulture) > Rows.SchemaVersion)
        {
            throw new IOException(
                $"The data folder {folder} was written by a later version of Sealane. Use that version, or another folder.");
        }

        db.Execute(Rows.Schema);
        db.Execute($"PRAGMA user_version = {Rows.SchemaVersion}");
    }

    /// <summary>The ids of all files that rows refer to.</summary>
    public static IEnumerable<string> Files(SqlSession db) => db.Each(
        "SELECT content FROM objects WHERE content IS NOT NULL UNION ALL SELECT content FROM parts", row => row.GetString(0));

    public static IReadOnlyList<BucketEntry> Buckets(SqlSession db) =>
        db.All($"SELECT {BucketColumns} FROM buckets ORDER BY name", Rows.Bucket);

    public static BucketEntry? Bucket(SqlSession db, string bucket) =>
        db.First($"SELECT {BucketColumns} FROM buckets WHERE name = $0", Rows.Bucket, bucket);

    public static bool AddBucket(SqlSession db, BucketEntry bucket) => db.Execute(
        $"INSERT OR IGNORE INTO buckets ({BucketColumns}) VALUES ($0, $1, $2, $3)",
        bucket.Name,
        bucket.Region,
        Rows.Time(bucket.Created),
        (long)bucket.Acceleration) == 1;

    public static WriteResult RemoveBucket(SqlSession db, string bucket, List<Content> doomed)
    {
        if (db.First("SELECT bucket FROM objects WHERE bucket = $0 LIMIT 1", row => row.GetString(0), bucket) is not null)
        {
            return WriteResult.BucketNotEmpty;
        }

        foreach (UploadEntry upload in Uploads(db, bucket))
        {
            RemoveUpload(db, upload.Id, doomed);
        }

        return db.Execute("DELETE FROM buckets WHERE name = $0", bucket) == 1 ? WriteResult.Done : WriteResult.NoSuchBucket;
    }

    public static WriteResult SetAcceleration(SqlSession db, string bucket, AccelerationState acceleration) =>
        db.Execute("UPDATE buckets SET acceleration = $1 WHERE name = $0", bucket, (long)acceleration) == 1
            ? WriteResult.Done
            : WriteResult.NoSuchBucket;

    public static StoredObject? Object(SqlSession db, string bucket, string key) =>
        db.First(ObjectByKey, Rows.Object, bucket, Rows.Key(key));

    /// <summary>Objects at or after a place, in the order of their keys, without their parts.</summary>
    public static IEnumerable<ObjectEntry> ObjectsFrom(SqlSession db, string bucket, byte[] place) => db.Each(
        $"SELECT {Rows.ObjectColumns} FROM objects WHERE bucket = $0 AND key >= $1 ORDER BY key",
        row => Rows.Object(row).Entry,
        bucket,
        place);

    /// <summary>Makes an object of a file, or of the parts of the upload that the entry names.</summary>
    public static WriteResult ReplaceObject(
        SqlSession db, string bucket, ObjectEntry entry, string? content, WriteCondition condition, List<Content> doomed)
    {
        if (Bucket(db, bucket) is null)
        {
            return WriteResult.NoSuchBucket;
        }

        StoredObject? current = Object(db, bucket, entry.Key);
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

    public static WriteResult SetTags(SqlSession db, string bucket, string key, IReadOnlyList<Tag>? tags)
    {
        if (Bucket(db, bucket) is null)
        {
            return WriteResult.NoSuchBucket;
        }

        if (Object(db, bucket, key) is not { } current)
        {
            return WriteResult.NoSuchKey;
        }

        db.Execute(
            "UPDATE objects SET metadata = $2 WHERE bucket = $0 AND key = $1",
            bucket,
            Rows.Key(key),
            Rows.Metadata(current.Entry.Metadata with { Tags = tags }));
        return WriteResult.Done;
    }

    public static WriteResult RemoveObject(SqlSession db, string bucket, string key, WriteCondition condition, List<Content> doomed)
    {
        if (Bucket(db, bucket) is null)
        {
            return WriteResult.NoSuchBucket;
        }

        StoredObject? current = Object(db, bucket, key);
        WriteResult result = condition.Judge(current?.Entry.ETag);

        if (result == WriteResult.Done && current is not null)
        {
            Forget(db, current, doomed);
            db.Execute("DELETE FROM objects WHERE bucket = $0 AND key = $1", bucket, Rows.Key(key));
        }

        return result;
    }

    public static IReadOnlyList<UploadEntry> Uploads(SqlSession db, string bucket) =>
        db.All($"SELECT {Rows.UploadColumns} FROM uploads WHERE bucket = $0", Rows.Upload, bucket);

    public static UploadEntry? Upload(SqlSession db, string id) => db.First(UploadById, Rows.Upload, id);

    public static WriteResult AddUpload(SqlSession db, UploadEntry upload) => db.Execute(
        $"INSERT INTO uploads ({Rows.UploadColumns}) SELECT $0, name, $2, $3, $4, $5, $6 FROM buckets WHERE name = $1",
        upload.Id,
        upload.Bucket,
        Rows.Key(upload.Key),
        Rows.Time(upload.Initiated),
        upload.ChecksumAlgorithm,
        upload.ChecksumType,
        Rows.Metadata(upload.Metadata)) == 1
        ? WriteResult.Done
        : WriteResult.NoSuchBucket;

    public static IReadOnlyList<StoredPart> Parts(SqlSession db, string upload) => db.All(PartsByUpload, Rows.Part, upload);

    public static WriteResult ReplacePart(SqlSession db, string upload, PartEntry part, string content, List<Content> doomed)
    {
        if (Upload(db, upload) is null)
        {
            return WriteResult.NoSuchUpload;
        }

        StoredPart? replaced = db.First(
            $"SELECT {Rows.PartColumns} FROM parts WHERE upload = $0 AND number = $1", Rows.Part, upload, part.Number);

        if (replaced is not null)
        {
            doomed.Add(Content.Of(replaced.Content));
        }

        db.Execute(
            $"INSERT OR REPLACE INTO parts (upload, {Rows.PartColumns}) VALUES ($0, $1, $2, $3, $4, $5, $6)",
            upload,
            part.Number,
            part.Size,
            part.ETag,
            Rows.Time(part.LastModified),
            Rows.Checksum(part.Checksum),
            content);
        return WriteResult.Done;
    }

    /// <summary>Makes an object of the parts that the entry names; their rows stay as they are, the others go.</summary>
    public static WriteResult CompleteUpload(
        SqlSession db, UploadEntry upload, ObjectEntry entry, WriteCondition condition, List<Content> doomed)
    {
        if (Upload(db, upload.Id) is null)
        {
            return WriteResult.NoSuchUpload;
        }

        Dictionary<int, StoredPart> unused = Parts(db, upload.Id).ToDictionary(part => part.Entry.Number);

        foreach (PartEntry part in entry.Parts)
        {
            if (!unused.Remove(part.Number, out StoredPart? found) || found.Entry.ETag != part.ETag)
            {
                return WriteResult.PartChanged;
            }
        }

        WriteResult result = ReplaceObject(db, upload.Bucket, entry with { UploadId = upload.Id }, null, condition, doomed);

        if (result == WriteResult.Done)
        {
            db.Execute("DELETE FROM uploads WHERE id = $0", upload.Id);

            foreach (StoredPart part in unused.Values)
            {
                db.Execute("DELETE FROM parts WHERE upload = $0 AND number = $1", upload.Id, part.Entry.Number);
                doomed.Add(Content.Of(part.Content));
            }
        }

        return result;
    }

    public static WriteResult RemoveUpload(SqlSession db, string id, List<Content> doomed)
    {
        if (db.Execute("DELETE FROM uploads WHERE id = $0", id) == 0)
        {
            return WriteResult.NoSuchUpload;
        }

        doomed.AddRange(Parts(db, id).Select(part => Content.Of(part.Content)));
        db.Execute("DELETE FROM parts WHERE upload = $0", id);
        return WriteResult.Done;
    }

    // The files of an object that is replaced or removed; its own row is the caller's business.
    private static void Forget(SqlSession db, StoredObject current, List<Content> doomed)
    {
        if (current.Content is { } file)
        {
            doomed.Add(Content.Of(file));
            return;
        }

        doomed.Add(new(current.ContentId, [.. Parts(db, current.ContentId).Select(part => part.Content)]));
        db.Execute("DELETE FROM parts WHERE upload = $0", current.ContentId);
    }
}
