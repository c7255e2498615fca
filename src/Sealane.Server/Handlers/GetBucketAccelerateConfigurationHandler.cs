using Sealane.Protocol.Configuration;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Says whether Transfer Acceleration is on; a bucket that was never asked answers an empty document.</summary>
internal static class GetBucketAccelerateConfigurationHandler
{
    public static Task<GetBucketAccelerateConfigurationResult> HandleAsync(Call call, GetBucketAccelerateConfigurationRequest _) =>
        Task.FromResult(new GetBucketAccelerateConfigurationResult
        {
            Status = call.Bucket!.Acceleration is AccelerationState.Unset ? null : call.Bucket.Acceleration.ToString(),
        });
}
