using Sealane.Protocol.Buckets;

namespace Sealane.Server.Handlers;

/// <summary>Removes an empty bucket; its unfinished uploads go with it.</summary>
internal static class DeleteBucketHandler
{
    public static async Task<DeleteBucketResult> HandleAsync(Call call, DeleteBucketRequest request)
    {
        call.Require(await call.Store.RemoveBucketAsync(request.Bucket, call.Aborted).ConfigureAwait(false));
        return new();
    }
}
