using Sealane.Protocol.Multipart;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Ends an upload and forgets its parts.</summary>
internal static class AbortMultipartUploadHandler
{
    public static async Task<AbortMultipartUploadResult> HandleAsync(Call call, AbortMultipartUploadRequest request)
    {
        UploadEntry upload = await UploadIds.RequireAsync(call, request.Bucket, request.Key, request.UploadId).ConfigureAwait(false);
        return await call.Store.RemoveUploadAsync(upload, call.Aborted).ConfigureAwait(false) == WriteResult.NoSuchUpload
            ? throw UploadIds.Unknown(upload.Id)
            : new();
    }
}
