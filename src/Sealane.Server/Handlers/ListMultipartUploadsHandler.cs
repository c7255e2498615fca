using Sealane.Protocol.Errors;
using Sealane.Protocol.Multipart;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Lists a bucket's unfinished uploads.</summary>
internal static class ListMultipartUploadsHandler
{
    public static async Task<ListMultipartUploadsResult> HandleAsync(Call call, ListMultipartUploadsRequest request)
    {
        KeyEncoding encoding = KeyEncoding.Read(request.EncodingType);
        int size = PageSize.Read(request.MaxUploads, "max-uploads");

        // An id counts only together with a key (S3 API, ListMultipartUploads).
        string? id = string.IsNullOrEmpty(request.KeyMarker) || string.IsNullOrEmpty(request.UploadIdMarker)
            ? null
            : request.UploadIdMarker;

        if (id is not null && !UploadIds.IsWellFormed(id))
        {
            throw new RefusedException(new Refusal(RequestErrors.InvalidArgument, "Invalid uploadId marker")
                .With("ArgumentName", "upload-id-marker")
                .With("ArgumentValue", id));
        }

        ListPage<UploadEntry> page = await call.Store.ListUploadsAsync(
            request.Bucket,
            new()
            {
                Prefix = request.Prefix ?? "",
                Delimiter = request.Delimiter ?? "",
                After = request.KeyMarker ?? "",
                AfterId = id,
                MaxKeys = size,
            },
            call.Aborted).ConfigureAwait(false);
        ListItem<UploadEntry> last = page.Items is [.., var end] ? end : default;

        return new()
        {
            Bucket = request.Bucket,
            Prefix = encoding.Write(request.Prefix ?? ""),
            Delimiter = encoding.Write(request.Delimiter),
            KeyMarker = encoding.Write(request.KeyMarker ?? ""),
            UploadIdMarker = request.UploadIdMarker ?? "",
            NextKeyMarker = encoding.Write(last.Name ?? ""),
            NextUploadIdMarker = last.Entry?.Id ?? "",
            MaxUploads = size,
            EncodingType = request.EncodingType,
            IsTruncated = page.IsTruncated,
            CommonPrefixes = ObjectSummaries.CommonPrefixes(page, encoding),
            Uploads =
            [
                .. page.Items.Where(item => item.Entry is not null).Select(item => new MultipartUpload
                {
                    Key = encoding.Write(item.Name),
                    UploadId = item.Entry!.Id,
                    Initiator = Owners.Initiator,
                    Owner = Owners.Owner,
                    StorageClass = item.Entry.Metadata.StorageClass,
                    Initiated = item.Entry.Initiated,
                    ChecksumAlgorithm = item.Entry.ChecksumAlgorithm,
                    ChecksumType = item.Entry.ChecksumType,
                }),
            ],
        };
    }
}
