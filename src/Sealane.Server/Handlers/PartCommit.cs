using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Makes staged bytes a part.</summary>
internal static class PartCommit
{
    public static async Task CommitAsync(Call call, UploadEntry upload, PartEntry part, StagedObject staged)
    {
        WriteResult result = await call.Store.CommitPartAsync(upload, part, staged, call.Aborted).ConfigureAwait(false);

        // Ended while the part was on its way.
        if (result == WriteResult.NoSuchUpload)
        {
            throw UploadIds.Unknown(upload.Id);
        }

        call.Require(result);
    }
}
