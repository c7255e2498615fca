using Sealane.Protocol.Buckets;

namespace Sealane.Server.Handlers;

/// <summary>Says that a bucket is there, and in which region.</summary>
internal static class HeadBucketHandler
{
    public static Task<HeadBucketResult> HandleAsync(Call call, HeadBucketRequest _) =>
        Task.FromResult(new HeadBucketResult { BucketRegion = call.Bucket!.Region, AccessPointAlias = false });
}
