using System.CommandLine;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Naming;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane mb</c>: makes a bucket.</summary>
internal static class MbCommand
{
    public static Command Create()
    {
        var bucket = new Argument<string>("bucket") { Description = "s3://bucket." };
        return new S3Command("mb", "Make a bucket in the region.", (session, parsed, cancellationToken) => MakeAsync(session, parsed.GetValue(bucket)!, cancellationToken))
        {
            Examples = [new("sealane mb s3://my-bucket --region eu-west-1", "a bucket in Ireland")],
            Arguments = { bucket },
        };
    }

    private static async Task<int> MakeAsync(Session session, string target, CancellationToken cancellationToken)
    {
        var bucket = Location.ParseBucket(target);
        if (BucketName.WhyInvalid(bucket) is { } why)
        {
            throw new UsageException(why);
        }

        await (session.Options.Region is { } region
            ? session.S3.CreateBucketAsync(bucket, region, cancellationToken)
            : session.S3.CreateBucketAsync(bucket, cancellationToken)).ConfigureAwait(false);
        session.Report.Done(Verb.MakeBucket, $"s3://{bucket}");
        session.Report.Flush();
        return ExitCode.Done;
    }
}
