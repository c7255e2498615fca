using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Server.Payloads;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Makes a range of a stored object a part.</summary>
internal static class UploadPartCopyHandler
{
    public static async Task<UploadPartCopyResult> HandleAsync(Call call, UploadPartCopyRequest request)
    {
        PartNumbers.Check(request.PartNumber);
        UploadEntry upload = await UploadIds.RequireAsync(call, request.Bucket, request.Key, request.UploadId).ConfigureAwait(false);
        (CopySource _, OpenedObject opened) = await SourceObject.OpenAsync(call, request.CopySource).ConfigureAwait(false);

        await using (opened.ConfigureAwait(false))
        {
            Conditions.CheckSource(
                opened.Entry,
                request.CopySourceIfMatch,
                request.CopySourceIfNoneMatch,
                request.CopySourceIfModifiedSince,
                request.CopySourceIfUnmodifiedSince);
            ObjectReading.RequireReadable(opened.Entry);
            ByteRange range = SourceObject.Range(request.CopySourceRange, opened.Entry.Size);
            SourceObject.RequireCopyable(range.Length);
            ChecksumAlgorithm kept = PartChecksum.Of(
                upload, upload.ChecksumAlgorithm is { } name ? ChecksumTable.FindByWireName(name)!.Algorithm : null);
            StagedObject staged = await call.Store.StageAsync(call.Aborted).ConfigureAwait(false);

            await using (staged.ConfigureAwait(false))
            {
                PayloadDigest digest = await StoredCopy.CopyAsync(opened, range, staged, [kept], call.Aborted).ConfigureAwait(false);
                var part = new PartEntry(request.PartNumber, digest.Length, digest.Md5, call.Now, digest.Of(kept).ToStored());
                await PartCommit.CommitAsync(call, upload, part, staged).ConfigureAwait(false);

                return new()
                {
                    CopiedPart = new()
                    {
                        ETag = $"\"{part.ETag}\"",
                        LastModified = part.LastModified,
                        Checksums = upload.ChecksumAlgorithm is null ? Protocol.Groups.ChecksumValues.None : part.Checksum.ToValues(),
                    },
                    ServerSideEncryption = ObjectReading.EncryptedAtRest,
                };
            }
        }
    }
}
