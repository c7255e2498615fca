using Sealane.Protocol.Objects;

namespace Sealane.Server.Handlers;

/// <summary>Removes an object; that nothing was there is no error.</summary>
internal static class DeleteObjectHandler
{
    public static async Task<DeleteObjectResult> HandleAsync(Call call, DeleteObjectRequest request)
    {
        call.Require(
            await call.Store.RemoveObjectAsync(request.Bucket, request.Key, Conditions.OfDelete(request.IfMatch), call.Aborted)
                .ConfigureAwait(false),
            request.Key,
            "If-Match");
        return new();
    }
}
