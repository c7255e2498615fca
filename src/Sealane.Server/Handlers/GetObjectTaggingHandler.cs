using Sealane.Protocol.Errors;
using Sealane.Protocol.Objects;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Tells an object's tags.</summary>
internal static class GetObjectTaggingHandler
{
    public static async Task<GetObjectTaggingResult> HandleAsync(Call call, GetObjectTaggingRequest request)
    {
        ObjectEntry entry = await call.Store.FindObjectAsync(request.Bucket, request.Key, call.Aborted).ConfigureAwait(false)
            ?? throw new RefusedException(new Refusal(ObjectErrors.NoSuchKey).With("Key", request.Key));
        return new() { TagSet = entry.Metadata.Tags ?? [] };
    }
}
