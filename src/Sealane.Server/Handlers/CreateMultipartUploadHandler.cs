using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Multipart;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Begins a multipart upload: what the object will be is said here, its bytes come in parts.</summary>
internal static class CreateMultipartUploadHandler
{
    public static async Task<CreateMultipartUploadResult> HandleAsync(Call call, CreateMultipartUploadRequest request)
    {
        (string? algorithm, string? type) = ChecksumOf(request.ChecksumAlgorithm, request.ChecksumType);
        var upload = new UploadEntry
        {
            Id = UploadIds.New(call.Now),
            Bucket = request.Bucket,
            Key = request.Key,
            Initiated = call.Now,
            ChecksumAlgorithm = algorithm,
            ChecksumType = type,
            Metadata = Metadata.Checked(new()
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
            }),
        };
        call.Require(await call.Store.AddUploadAsync(upload, call.Aborted).ConfigureAwait(false));

        return new()
        {
            Bucket = request.Bucket,
            Key = request.Key,
            UploadId = upload.Id,
            ChecksumAlgorithm = algorithm,
            ChecksumType = type,
            ServerSideEncryption = ObjectReading.EncryptedAtRest,
        };
    }

    private static (string? Algorithm, string? Type) ChecksumOf(string? algorithm, string? type)
    {
        if (algorithm is null)
        {
            return type is null ? (null, null) : throw Invalid(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        ChecksumRow row = ChecksumTable.FindByWireName(algorithm) ?? throw new RefusedException(PayloadRefusals.UnknownAlgorithm);
        ChecksumType wanted = type is null
            ? row.DefaultType ?? throw Invalid(row.Composite.Why)
            : ChecksumTable.FindType(type) ?? throw Invalid("Value for x-amz-checksum-type header is invalid.");

        return row.Of(wanted).Allowed ? (row.WireName, ChecksumTable.WireNameOf(wanted)) : throw Invalid(row.RefusalOf(wanted));
    }

    private static RefusedException Invalid(string message) => new(new(RequestErrors.InvalidRequest, message));
}
