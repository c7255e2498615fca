using Sealane.Protocol.Objects;

namespace Sealane.Server.Handlers;

/// <summary>Takes all tags off an object.</summary>
internal static class DeleteObjectTaggingHandler
{
    public static async Task<DeleteObjectTaggingResult> HandleAsync(Call call, DeleteObjectTaggingRequest request)
    {
        call.Require(
            await call.Store.SetTagsAsync(request.Bucket, request.Key, null, call.Aborted).ConfigureAwait(false), request.Key);
        return new();
    }
}
