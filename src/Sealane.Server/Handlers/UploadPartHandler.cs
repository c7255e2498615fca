using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Multipart;
using Sealane.Server.Payloads;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Stores a part: staged, verified, committed, as an object is.</summary>
internal static class UploadPartHandler
{
    public static async Task<UploadPartResult> HandleAsync(Call call, UploadPartRequest request)
    {
        PartNumbers.Check(request.PartNumber);
        UploadEntry upload = await UploadIds.RequireAsync(call, request.Bucket, request.Key, request.UploadId).ConfigureAwait(false);
        ChecksumAlgorithm? given = call.Payload.Plan.GivenAlgorithm;
        ChecksumAlgorithm kept = PartChecksum.Of(upload, given);
        StagedObject staged = await call.Store.StageAsync(call.Aborted).ConfigureAwait(false);

        await using (staged.ConfigureAwait(false))
        {
            PayloadDigest digest = await call.Payload.CopyAsync(staged.WriteAsync, [kept], call.Aborted).ConfigureAwait(false);
            var part = new PartEntry(request.PartNumber, digest.Length, digest.Md5, call.Now, digest.Of(kept).ToStored());
            await PartCommit.CommitAsync(call, upload, part, staged).ConfigureAwait(false);

            return new()
            {
                ETag = $"\"{part.ETag}\"",
                Checksums = ChecksumValues.Of(digest.Of(given ?? kept)),
                ServerSideEncryption = ObjectReading.EncryptedAtRest,
            };
        }
    }
}
