using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Help;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Naming;
using Sealane.Transfers;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane uploads</c>: what is left of uploads that never ended.</summary>
internal static class UploadsCommand
{
    public static Command Create() => new DocumentedCommand("uploads", "List or abort uploads that were begun and never ended; their parts cost until then.")
    {
        List(),
        Abort(),
    };

    private static S3Command List()
    {
        var target = new Argument<string>("target") { Description = "s3://bucket/prefix." };
        var olderThan = Values.Duration("--older-than");
        olderThan.Description = "Only uploads that began that long ago, such as 7d.";
        var measure = new Option<bool>("--measure") { Description = "Count each one's parts and bytes, which takes a request or more for each." };
        return new S3Command("list", "List them.", (session, parsed, cancellationToken) => ListAsync(
            session, Location.ParseS3(parsed.GetValue(target)!), parsed.GetValue(olderThan), parsed.GetValue(measure), cancellationToken))
        {
            Examples = [new("sealane uploads list s3://bucket/", "all of a bucket, with their ids")],
            Arguments = { target },
            Options = { olderThan, measure },
        };
    }

    private static S3Command Abort()
    {
        var target = new Argument<string>("target") { Description = "s3://bucket/prefix." };
        var olderThan = Values.Duration("--older-than");
        olderThan.Description = "Only uploads that began that long ago, such as 7d; needed unless --upload-id or --all is given.";
        var uploadId = new Option<string?>("--upload-id") { HelpName = "id", Description = "This one upload of this one key." };
        var all = new Option<bool>("--all") { Description = "Those that are under way as well." };
        var dryRun = DryRun.Option();
        return new S3Command("abort", "Abort them and free their parts.", (session, parsed, cancellationToken) => AbortAsync(
            session,
            Location.ParseS3(parsed.GetValue(target)!),
            parsed.GetValue(uploadId),
            parsed.GetValue(all) ? TimeSpan.Zero : parsed.GetValue(olderThan),
            parsed.GetValue(dryRun),
            cancellationToken))
        {
            Examples =
            [
                new("sealane uploads abort s3://bucket/ --older-than 7d --dryrun", "see what would go"),
                new("sealane uploads abort s3://bucket/ --older-than 7d", "all that began more than a week ago"),
            ],
            Arguments = { target },
            Options = { olderThan, uploadId, all, dryRun },
        };
    }

    private static async Task<int> ListAsync(Session session, S3Uri uri, TimeSpan? olderThan, bool measure, CancellationToken cancellationToken)
    {
        var (report, lines) = (session.Report, session.Report.Lines);
        await foreach (var upload in OldAsync(session, uri, olderThan ?? TimeSpan.Zero, measure, cancellationToken).ConfigureAwait(false))
        {
            if (report.Style.Json)
            {
                report.WriteJson(json =>
                {
                    json.WriteString("key"u8, upload.Key);
                    json.WriteString("upload_id"u8, upload.UploadId);
                    json.WriteString("initiated"u8, Times.Wire(upload.Initiated));
                    json.WriteString("storage_class"u8, upload.StorageClass ?? "STANDARD");
                    if (measure)
                    {
                        json.WriteNumber("parts"u8, upload.Parts ?? 0);
                        json.WriteNumber("bytes"u8, upload.Bytes ?? 0);
                    }
                });
            }
            else
            {
                Times.WriteLocal(lines, upload.Initiated);
                lines.Blanks(1).Text(measure ? $"{upload.Bytes,12} bytes in {upload.Parts,5} parts " : "").Text(upload.UploadId).Blanks(1).Name(upload.Key).End();
            }
        }

        report.Flush();
        return ExitCode.Done;
    }

    private static async Task<int> AbortAsync(Session session, S3Uri uri, string? uploadId, TimeSpan? olderThan, bool dryRun, CancellationToken cancellationToken)
    {
        if (uploadId is not null)
        {
            await AbortAsync(session, uri.Bucket, uri.Key, uploadId, dryRun, cancellationToken).ConfigureAwait(false);
        }
        else if (olderThan is { } age)
        {
            await foreach (var upload in OldAsync(session, uri, age, measure: false, cancellationToken).ConfigureAwait(false))
            {
                await AbortAsync(session, uri.Bucket, upload.Key, upload.UploadId, dryRun, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            throw new UsageException("Say which uploads to abort, since others may be under way: --older-than 7d, --upload-id ID, or --all.");
        }

        session.Report.Flush();
        return session.Report.ExitCode;
    }

    private static async Task AbortAsync(Session session, string bucket, string key, string uploadId, bool dryRun, CancellationToken cancellationToken)
    {
        var subject = $"s3://{bucket}/{key} ({uploadId})";
        if (dryRun)
        {
            session.Report.Planned(Verb.Abort, subject);
            return;
        }

        try
        {
            await session.S3.AbortMultipartUploadAsync(bucket, key, uploadId, cancellationToken).ConfigureAwait(false);
            session.Report.Done(Verb.Abort, subject);
        }
        catch (Exception problem) when (Sentences.IsForPeople(problem))
        {
            session.Report.Failed(Verb.Abort, subject, null, problem);
        }
    }

    private static IAsyncEnumerable<UnfinishedUpload> OldAsync(Session session, S3Uri uri, TimeSpan age, bool measure, CancellationToken cancellationToken)
    {
        var latest = session.Clock.GetUtcNow() - age;
        return session.S3.UploadsAsync(uri.Bucket, uri.Key, measure, cancellationToken).Where(upload => upload.Initiated is not { } begun || begun <= latest || age == TimeSpan.Zero);
    }
}
