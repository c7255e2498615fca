using Sealane.Protocol.Buckets;

namespace Sealane.Server.Handlers;

/// <summary>Says where a bucket is; us-east-1 is said by saying nothing.</summary>
internal static class GetBucketLocationHandler
{
    public static Task<GetBucketLocationResult> HandleAsync(Call call, GetBucketLocationRequest _) =>
        Task.FromResult(new GetBucketLocationResult
        {
            LocationConstraint = call.Bucket!.Region is "us-east-1" ? null : call.Bucket.Region,
        });
}
