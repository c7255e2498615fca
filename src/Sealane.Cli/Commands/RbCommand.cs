using System.CommandLine;
using Sealane.Cli.Copying;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Multipart;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane rb</c>: removes a bucket.</summary>
internal static class RbCommand
{
    public static Command Create()
    {
        var bucket = new Argument<string>("bucket") { Description = "s3://bucket." };
        var force = new Option<bool>("--force") { Description = "Delete all its objects and unfinished uploads first; versions that are not the newest stay." };
        return new S3Command("rb", "Remove a bucket.", (session, parsed, cancellationToken) => RemoveAsync(session, parsed.GetValue(bucket)!, parsed.GetValue(force), cancellationToken))
        {
            Examples =
            [
                new("sealane rb s3://my-bucket", "an empty one"),
                new("sealane rb s3://my-bucket --force", "with all that is in it"),
            ],
            Arguments = { bucket },
            Options = { force },
        };
    }

    private static async Task<int> RemoveAsync(Session session, string target, bool force, CancellationToken cancellationToken)
    {
        var bucket = Location.ParseBucket(target);
        if (force)
        {
            await EmptyAsync(session, bucket, cancellationToken).ConfigureAwait(false);
            if (session.Report.Failures > 0)
            {
                throw new IOException($"s3://{bucket} was kept: not everything in it could be deleted.");
            }
        }

        await session.S3.DeleteBucketAsync(bucket, cancellationToken).ConfigureAwait(false);
        session.Report.Done(Verb.RemoveBucket, $"s3://{bucket}");
        session.Report.Flush();
        return ExitCode.Done;
    }

    private static async Task EmptyAsync(Session session, string bucket, CancellationToken cancellationToken)
    {
        var place = session.S3.Place(bucket);
        await place.DeleteAsync(null, new Outcomes(session.Report, place.NameOf, place.NameOf, moves: false).Say, cancellationToken).ConfigureAwait(false);
        await foreach (var upload in session.S3.UploadsAsync(bucket, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            await session.S3.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId, cancellationToken).ConfigureAwait(false);
        }
    }
}
