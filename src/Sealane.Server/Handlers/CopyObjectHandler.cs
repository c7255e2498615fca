using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Objects;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Copies an object inside the endpoint; a copy is one piece, so it gets an entity tag and a checksum of its own.</summary>
internal static class CopyObjectHandler
{
    public static async Task<CopyObjectResult> HandleAsync(Call call, CopyObjectRequest request)
    {
        (WriteCondition, string?) conditional = Conditions.OfWrite(request.IfMatch, request.IfNoneMatch);
        (CopySource source, OpenedObject opened) = await SourceObject.OpenAsync(call, request.CopySource).ConfigureAwait(false);

        await using (opened.ConfigureAwait(false))
        {
            Conditions.CheckSource(
                opened.Entry,
                request.CopySourceIfMatch,
                request.CopySourceIfNoneMatch,
                request.CopySourceIfModifiedSince,
                request.CopySourceIfUnmodifiedSince);
            ObjectReading.RequireReadable(opened.Entry);
            ObjectMetadata metadata = MetadataOf(request, opened.Entry.Metadata);
            RequireChange(request, source);
            SourceObject.RequireCopyable(opened.Entry.Size);
            ChecksumAlgorithm algorithm = AlgorithmOf(request.ChecksumAlgorithm, opened.Entry.Checksum);
            StagedObject staged = await call.Store.StageAsync(call.Aborted).ConfigureAwait(false);

            await using (staged.ConfigureAwait(false))
            {
                PayloadDigest digest = await StoredCopy.CopyAsync(opened, new(0, opened.Entry.Size), staged, [algorithm], call.Aborted)
                    .ConfigureAwait(false);
                ObjectEntry entry = await ObjectCommit.CommitAsync(
                    call, (request.Bucket, request.Key), metadata, (digest, algorithm), staged, conditional).ConfigureAwait(false);

                return new()
                {
                    CopiedObject = new()
                    {
                        ETag = $"\"{entry.ETag}\"",
                        LastModified = entry.LastModified,
                        Checksums = entry.Checksum.ToValues(),
                        ChecksumType = entry.Checksum?.Type,
                    },
                    ServerSideEncryption = ObjectReading.EncryptedAtRest,
                };
            }
        }
    }

    private static ObjectMetadata MetadataOf(CopyObjectRequest request, ObjectMetadata source)
    {
        // Storage class and redirect are the copy's own, whatever the directive says (S3 API, CopyObject).
        ObjectMetadata own = request.MetadataDirective switch
        {
            null or "COPY" => source,
            "REPLACE" => new()
            {
                ContentType = request.ContentType,
                ContentEncoding = request.ContentEncoding,
                ContentLanguage = request.ContentLanguage,
                ContentDisposition = request.ContentDisposition,
                CacheControl = request.CacheControl,
                Expires = request.Expires,
                User = request.Metadata,
            },
            _ => throw new RefusedException(new Refusal(RequestErrors.InvalidArgument, "Unknown metadata directive.")
                .With("ArgumentName", "x-amz-metadata-directive")
                .With("ArgumentValue", request.MetadataDirective)),
        };

        return Metadata.Checked(own with
        {
            StorageClass = request.StorageClass ?? ObjectMetadata.None.StorageClass,
            WebsiteRedirectLocation = request.WebsiteRedirectLocation,
            Tags = TagsOf(request, source),
        });
    }

    private static IReadOnlyList<Tag>? TagsOf(CopyObjectRequest request, ObjectMetadata source) => request.TaggingDirective switch
    {
        null or "COPY" => source.Tags,
        "REPLACE" => Tags.OfHeader(request.Tagging),
        _ => throw new RefusedException(new Refusal(RequestErrors.InvalidArgument, "Unknown tagging directive.")
            .With("ArgumentName", "x-amz-tagging-directive")
            .With("ArgumentValue", request.TaggingDirective)),
    };

    private static void RequireChange(CopyObjectRequest request, CopySource source)
    {
        bool changes = request.MetadataDirective == "REPLACE"
            || request.StorageClass is not null
            || request.WebsiteRedirectLocation is not null
            || request.ServerSideEncryption is not null
            || request.ChecksumAlgorithm is not null;

        if (!changes && source.Bucket == request.Bucket && source.Key == request.Key)
        {
            throw new RefusedException(new(
                RequestErrors.InvalidRequest,
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                + "storage class, website redirect location or encryption attributes."));
        }
    }

    private static ChecksumAlgorithm AlgorithmOf(string? asked, StoredChecksum? source) => asked is null
        ? source?.ToAlgorithm() ?? StoredChecksums.Default
        : ChecksumTable.FindByWireName(asked)?.Algorithm ?? throw new RefusedException(PayloadRefusals.UnknownAlgorithm);
}
