using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Server.Payloads;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Stores an object whole: staged, verified, committed.</summary>
internal static class PutObjectHandler
{
    public static async Task<PutObjectResult> HandleAsync(Call call, PutObjectRequest request)
    {
        ObjectMetadata metadata = Metadata.Checked(new()
        {
            ContentType = request.ContentType,
            ContentEncoding = request.ContentEncoding,
            ContentLanguage = request.ContentLanguage,
            ContentDisposition = request.ContentDisposition,
            CacheControl = request.CacheControl,
            Expires = request.Expires,
            WebsiteRedirectLocation = request.WebsiteRedirectLocation,
            StorageClass = request.StorageClass ?? ObjectMetadata.None.StorageClass,
            User = request.Metadata,
            Tags = Tags.OfHeader(request.Tagging),
        });
        (WriteCondition, string?) conditional = Conditions.OfWrite(request.IfMatch, request.IfNoneMatch);

        StagedObject staged = await call.Store.StageAsync(call.Aborted).ConfigureAwait(false);

        await using (staged.ConfigureAwait(false))
        {
            ChecksumAlgorithm algorithm = call.Payload.Plan.GivenAlgorithm ?? StoredChecksums.Default;
            PayloadDigest digest = await call.Payload.CopyAsync(staged.WriteAsync, [algorithm], call.Aborted).ConfigureAwait(false);
            ObjectEntry entry = await ObjectCommit.CommitAsync(
                call, (request.Bucket, request.Key), metadata, (digest, algorithm), staged, conditional).ConfigureAwait(false);

            return new()
            {
                ETag = $"\"{entry.ETag}\"",
                Checksums = entry.Checksum.ToValues(),
                ChecksumType = entry.Checksum?.Type,
                ServerSideEncryption = ObjectReading.EncryptedAtRest,
            };
        }
    }
}
