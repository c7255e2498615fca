using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;

namespace Sealane.Server.Storage.Files;

/// <summary>
/// The tables and how a row becomes an entry. Keys are blobs of UTF-8, which SQLite compares byte by byte: S3's order. An object has one
/// file (<c>content</c>) or the parts of the upload that made it (<c>upload</c>): completing an upload moves no row and no byte of its
/// parts.
/// </summary>
internal static class Rows
{
    public const int SchemaVersion = 1;

    public const string Schema = """
        CREATE TABLE IF NOT EXISTS buckets (
            name TEXT PRIMARY KEY, region TEXT NOT NULL, created INTEGER NOT NULL, acceleration INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS objects (
            bucket TEXT NOT NULL, key BLOB NOT NULL, content TEXT, upload TEXT, size INTEGER NOT NULL, etag TEXT NOT NULL,
            modified INTEGER NOT NULL, checksum TEXT, metadata TEXT NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS uploads (
            id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key BLOB NOT NULL, initiated INTEGER NOT NULL, algorithm TEXT, type TEXT,
            metadata TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS uploads_of_bucket ON uploads (bucket, key, id);
        CREATE TABLE IF NOT EXISTS parts (
            upload TEXT NOT NULL, number INTEGER NOT NULL, content TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
            modified INTEGER NOT NULL, checksum TEXT, PRIMARY KEY (upload, number)) WITHOUT ROWID;
        """;

    public const string ObjectColumns = "key, size, etag, modified, checksum, metadata, upload, content";
    public const string UploadColumns = "id, bucket, key, initiated, algorithm, type, metadata";
    public const string PartColumns = "number, size, etag, modified, checksum, content";

    public static byte[] Key(string key) => Encoding.UTF8.GetBytes(key);

    public static long Time(DateTimeOffset time) => time.ToUnixTimeSeconds();

    public static string? Checksum(StoredChecksum? checksum) =>
        checksum is null ? null : $"{checksum.Algorithm} {checksum.Type} {checksum.Value}";

    public static string Metadata(ObjectMetadata metadata) => JsonSerializer.Serialize(metadata, MetadataJson.Default.ObjectMetadata);

    public static BucketEntry Bucket(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), ToTime(row.GetInt64(2)), (AccelerationState)row.GetInt32(3));

    public static StoredObject Object(SqliteDataReader row) => new(
        new()
        {
            Key = ToKey(row, 0),
            Size = row.GetInt64(1),
            ETag = row.GetString(2),
            LastModified = ToTime(row.GetInt64(3)),
            Checksum = ToChecksum(Text(row, 4)),
            Metadata = ToMetadata(row.GetString(5)),
            UploadId = Text(row, 6),
        },
        Text(row, 7));

    public static UploadEntry Upload(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Bucket = row.GetString(1),
        Key = ToKey(row, 2),
        Initiated = ToTime(row.GetInt64(3)),
        ChecksumAlgorithm = Text(row, 4),
        ChecksumType = Text(row, 5),
        Metadata = ToMetadata(row.GetString(6)),
    };

    public static StoredPart Part(SqliteDataReader row) => new(
        new(row.GetInt32(0), row.GetInt64(1), row.GetString(2), ToTime(row.GetInt64(3)), ToChecksum(Text(row, 4))),
        row.GetString(5));

    private static string ToKey(SqliteDataReader row, int column) => Encoding.UTF8.GetString((byte[])row.GetValue(column));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset ToTime(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static StoredChecksum? ToChecksum(string? text) => text?.Split(' ') is [var algorithm, var type, var value]
        ? new(algorithm, type, value)
        : null;

    private static ObjectMetadata ToMetadata(string json) =>
        json == NoMetadata ? ObjectMetadata.None : JsonSerializer.Deserialize(json, MetadataJson.Default.ObjectMetadata)!;

    private static readonly string NoMetadata = Metadata(ObjectMetadata.None);
}

/// <summary>A row of the objects table; <see cref="Content"/> is null when the object consists of parts.</summary>
internal sealed record StoredObject(ObjectEntry Entry, string? Content)
{
    public string ContentId => Content ?? Entry.UploadId!;
}

/// <summary>A row of the parts table.</summary>
internal sealed record StoredPart(PartEntry Entry, string Content);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObjectMetadata))]
internal sealed partial class MetadataJson : JsonSerializerContext;
