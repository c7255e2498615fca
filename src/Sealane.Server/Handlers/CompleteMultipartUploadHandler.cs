using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Naming;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Makes an object of an upload's parts; asked again for an upload that is complete, it says the same again.</summary>
internal static class CompleteMultipartUploadHandler
{
    public static async Task<CompleteMultipartUploadResult> HandleAsync(Call call, CompleteMultipartUploadRequest request)
    {
        (WriteCondition condition, string? header) = Conditions.OfWrite(request.IfMatch, request.IfNoneMatch);
        UploadEntry? upload = await call.Store.FindUploadAsync(request.Bucket, request.Key, request.UploadId, call.Aborted)
            .ConfigureAwait(false);

        if (upload is null)
        {
            // A client whose first answer was lost asks again (S3 answers 200 for a while).
            ObjectEntry? complete = await call.Store.FindObjectAsync(request.Bucket, request.Key, call.Aborted).ConfigureAwait(false);
            return complete?.UploadId == request.UploadId ? ResultOf(call, request, complete) : throw UploadIds.Unknown(request.UploadId);
        }

        CheckType(upload, request.ChecksumType);
        var assembly = PartAssembly.Of(
            upload,
            request.MultipartUpload?.Parts ?? [],
            await call.Store.ListPartsAsync(upload, call.Aborted).ConfigureAwait(false));
        StoredChecksum checksum = assembly.Checksum;
        CheckWhole(request, assembly.Size, checksum);

        var entry = new ObjectEntry
        {
            Key = upload.Key,
            Size = assembly.Size,
            ETag = assembly.ETag,
            LastModified = call.Now,
            Metadata = upload.Metadata,
            Checksum = checksum,
            Parts = assembly.Parts,
            UploadId = upload.Id,
        };
        WriteResult result = await call.Store.CompleteUploadAsync(upload, entry, condition, call.Aborted).ConfigureAwait(false);

        if (result == WriteResult.NoSuchUpload)
        {
            throw UploadIds.Unknown(upload.Id);
        }

        call.Require(result, request.Key, header);
        return ResultOf(call, request, entry);
    }

    private static void CheckType(UploadEntry upload, string? type)
    {
        if (type is not null && type != upload.ChecksumType)
        {
            throw new RefusedException(new(
                RequestErrors.InvalidRequest,
                $"The upload was created using the {upload.ChecksumType ?? "null"} checksum mode. "
                + "The complete request must use the same checksum mode."));
        }
    }

    private static void CheckWhole(CompleteMultipartUploadRequest request, long size, StoredChecksum checksum)
    {
        if (request.MpuObjectSize is { } said && said != size)
        {
            throw new RefusedException(new(
                RequestErrors.InvalidRequest,
                $"The provided 'x-amz-mp-object-size' header value {said} does not match what was computed: {size}"));
        }

        foreach (ChecksumAlgorithm algorithm in request.Checksums.Present)
        {
            if (algorithm != checksum.ToAlgorithm() || request.Checksums[algorithm] != checksum.Value)
            {
                throw new RefusedException(new(
                    BodyErrors.BadDigest,
                    $"The {ChecksumTable.Of(algorithm).WireName.ToLowerInvariant()} you specified did not match the calculated checksum."));
            }
        }
    }

    private static CompleteMultipartUploadResult ResultOf(Call call, CompleteMultipartUploadRequest request, ObjectEntry entry) => new()
    {
        Location = call.Address.Host.Bucket is null
            ? $"http://{call.Address.Host.Name}/{request.Bucket}/{ObjectKey.ToPath(request.Key)}"
            : $"http://{call.Address.Host.Name}/{ObjectKey.ToPath(request.Key)}",
        Bucket = request.Bucket,
        Key = request.Key,
        ETag = $"\"{entry.ETag}\"",
        Checksums = entry.Checksum.ToValues(),
        ChecksumType = entry.Checksum?.Type,
        ServerSideEncryption = ObjectReading.EncryptedAtRest,
    };
}
