using Sealane.Protocol.Buckets;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Wire;
using Sealane.Server.Addressing;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Serving;

/// <summary>Is the bucket there, is it served here, and is this way to it open? Asked after the signature and before the body.</summary>
internal static class BucketChecks
{
    // What an acceleration host does not do at all (S3 User Guide, "Requirements for using Transfer Acceleration").
    private static readonly string[] NeverAccelerated =
        [ListBuckets.Operation.Name, CreateBucket.Operation.Name, DeleteBucket.Operation.Name];

    /// <summary>The first objection, or null.</summary>
    /// <param name="address">Where the request goes.</param>
    /// <param name="bucket">The bucket there, or null.</param>
    /// <param name="operation">What it asks for.</param>
    /// <param name="target">The raw target, for an address to redirect to.</param>
    /// <param name="isNew">Whether a bucket is so new that its global name is answered with a redirect.</param>
    public static Refusal? Judge(Address address, BucketEntry? bucket, IOperation operation, string target, Func<BucketEntry, bool> isNew)
    {
        if (address.Host.IsAccelerate && JudgeAccelerated(address, operation) is { } refusal)
        {
            return refusal;
        }

        if (!operation.HasBucket || operation.Name == CreateBucket.Operation.Name)
        {
            return null;
        }

        if (bucket is null)
        {
            return new Refusal(BucketErrors.NoSuchBucket).With("BucketName", address.Bucket);
        }

        return JudgeRegion(address.Host, bucket, target, isNew)
            ?? (address.Host.IsAccelerate ? JudgeAcceleration(bucket) : null);
    }

    private static Refusal? JudgeAccelerated(Address address, IOperation operation)
    {
        if (address.Host.Bucket is not { } name)
        {
            return Invalid("S3 Transfer Accelerate endpoint only supports virtual style requests");
        }

        return NeverAccelerated.Contains(operation.Name, StringComparer.Ordinal)
            ? Invalid($"S3 Transfer Acceleration does not support {operation.Name}. Send it to the regional endpoint")
            : name.Contains('.', StringComparison.Ordinal)
                ? Invalid("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names")
                : null;
    }

    private static Refusal? JudgeRegion(HostReading host, BucketEntry bucket, string target, Func<BucketEntry, bool> isNew)
    {
        string endpoint = host.Bucket is null ? $"s3.{bucket.Region}.amazonaws.com" : $"{bucket.Name}.s3.{bucket.Region}.amazonaws.com";

        if (host.Region is { } region && region != bucket.Region)
        {
            // No Location: an SDK that followed it would send the old signature.
            return new Refusal(BucketErrors.PermanentRedirect)
                .With("Endpoint", endpoint)
                .With("Bucket", bucket.Name)
                .WithHeader("x-amz-bucket-region", bucket.Region);
        }

        // Until DNS knows a new bucket's region, its global name leads to us-east-1, which sends the client on.
        return host.IsGlobalName && bucket.Region != "us-east-1" && isNew(bucket)
            ? new Refusal(BucketErrors.TemporaryRedirect)
                .With("Endpoint", endpoint)
                .With("Bucket", bucket.Name)
                .WithHeader("x-amz-bucket-region", bucket.Region)
                .WithHeader("Location", $"https://{endpoint}{target}")
            : null;
    }

    private static Refusal? JudgeAcceleration(BucketEntry bucket) => bucket.Acceleration switch
    {
        AccelerationState.Enabled => null,
        AccelerationState.Suspended => Invalid("S3 Transfer Acceleration is disabled on this bucket"),
        _ => Invalid("S3 Transfer Acceleration is not configured on this bucket"),
    };

    private static Refusal Invalid(string message) => new(RequestErrors.InvalidRequest, message);
}
