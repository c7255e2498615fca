using Sealane.Protocol.Configuration;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Switches Transfer Acceleration on or off; here it takes effect at once.</summary>
internal static class PutBucketAccelerateConfigurationHandler
{
    public static async Task<PutBucketAccelerateConfigurationResult> HandleAsync(Call call, PutBucketAccelerateConfigurationRequest request)
    {
        AccelerationState wanted = request.AccelerateConfiguration.Status switch
        {
            "Enabled" => AccelerationState.Enabled,
            "Suspended" => AccelerationState.Suspended,
            _ => throw new RefusedException(new(RequestErrors.MalformedXML)),
        };

        if (request.Bucket.Contains('.', StringComparison.Ordinal))
        {
            throw new RefusedException(new(
                RequestErrors.InvalidRequest, "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names"));
        }

        // What was never on cannot be suspended: S3 takes the request and leaves the setting unset.
        if (wanted != AccelerationState.Suspended || call.Bucket!.Acceleration != AccelerationState.Unset)
        {
            call.Require(await call.Store.SetAccelerationAsync(request.Bucket, wanted, call.Aborted).ConfigureAwait(false));
        }

        return new();
    }
}
