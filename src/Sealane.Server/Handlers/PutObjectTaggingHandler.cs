using Sealane.Protocol.Objects;

namespace Sealane.Server.Handlers;

/// <summary>Gives an object the tags of the document in place of all that it had.</summary>
internal static class PutObjectTaggingHandler
{
    public static async Task<PutObjectTaggingResult> HandleAsync(Call call, PutObjectTaggingRequest request)
    {
        call.Require(
            await call.Store.SetTagsAsync(request.Bucket, request.Key, Tags.Checked(request.Tagging.TagSet), call.Aborted).ConfigureAwait(false),
            request.Key);
        return new();
    }
}
