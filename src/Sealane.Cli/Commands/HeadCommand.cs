using System.CommandLine;
using System.Text.Json;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Objects;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane head</c>: what S3 knows of an object, or of a bucket, without its bytes.</summary>
internal static class HeadCommand
{
    private const int NameWidth = 24;

    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "s3://bucket/key or s3://bucket." };
        var version = new Option<string?>("--version-id") { HelpName = "id", Description = "This version, not the newest." };
        var customerKey = CustomerKey.Option();
        return new S3Command("head", "Show what S3 knows of an object or a bucket.", (session, parsed, cancellationToken) =>
        {
            var uri = Location.ParseS3(parsed.GetValue(target)!);
            return uri.Key.Length == 0 ? BucketAsync(session, uri.Bucket, cancellationToken) : ObjectAsync(
                session,
                new HeadObjectRequest
                {
                    Bucket = uri.Bucket,
                    Key = uri.Key,
                    VersionId = parsed.GetValue(version),
                    ChecksumMode = "ENABLED",
                    SSECustomerAlgorithm = parsed.GetValue(customerKey) is null ? null : CustomerKey.Algorithm,
                    SSECustomerKey = parsed.GetValue(customerKey),
                },
                cancellationToken);
        })
        {
            Examples = [new("sealane head s3://bucket/key --json", "length, checksums, metadata and the rest, for a program")],
            Arguments = { target },
            Options = { version, customerKey },
        };
    }

    private static async Task<int> ObjectAsync(Session session, HeadObjectRequest request, CancellationToken cancellationToken)
    {
        var found = await session.S3.HeadObjectAsync(request, cancellationToken).ConfigureAwait(false);
        Write(
            session.Report,
            [
                ("key", request.Key), ("size", $"{found.ContentLength ?? 0}"), ("last_modified", Times.Wire(found.LastModified)), ("etag", found.ETag?.Trim('"')),
                ("version_id", found.VersionId), ("content_type", found.ContentType), ("content_encoding", found.ContentEncoding),
                ("content_language", found.ContentLanguage), ("content_disposition", found.ContentDisposition), ("cache_control", found.CacheControl),
                ("expires", found.Expires), ("storage_class", found.StorageClass ?? "STANDARD"), ("server_side_encryption", found.ServerSideEncryption),
                ("checksum_type", found.ChecksumType),
                .. found.Checksums.Present.Select(algorithm => ($"checksum_{Protocol.Checksums.ChecksumTable.Of(algorithm).WireName.ToLowerInvariant()}", found.Checksums[algorithm])),
                ("restore", found.Restore), ("replication_status", found.ReplicationStatus), ("object_lock_mode", found.ObjectLockMode),
                ("object_lock_until", Times.Wire(found.ObjectLockRetainUntilDate)), ("tags", found.TagCount is { } tags ? $"{tags}" : null),
            ],
            found.Metadata);
        return ExitCode.Done;
    }

    private static async Task<int> BucketAsync(Session session, string bucket, CancellationToken cancellationToken)
    {
        var found = await session.S3.HeadBucketAsync(bucket, cancellationToken).ConfigureAwait(false);
        Write(session.Report, [("bucket", bucket), ("region", found.BucketRegion), ("location_type", found.BucketLocationType), ("location_name", found.BucketLocationName)], new Dictionary<string, string>());
        return ExitCode.Done;
    }

    private static void Write(Report report, IEnumerable<(string Name, string? Value)> members, IReadOnlyDictionary<string, string> metadata)
    {
        var present = members.Where(member => member.Value is not null);
        if (report.Style.Json)
        {
            report.WriteJson(json =>
            {
                foreach (var (name, value) in present)
                {
                    WriteMember(json, name, value!);
                }

                json.WriteStartObject("metadata"u8);
                foreach (var (name, value) in metadata)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            });
        }
        else
        {
            foreach (var (name, value) in present.Concat(metadata.Select(pair => ($"metadata.{pair.Key}", (string?)pair.Value))))
            {
                report.Lines.Text(name.PadRight(NameWidth)).Blanks(1).Name(value!).End();
            }
        }

        report.Flush();
    }

    private static void WriteMember(Utf8JsonWriter json, string name, string value)
    {
        if (name is "size" or "tags")
        {
            json.WriteNumber(name, long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteString(name, value);
        }
    }
}
