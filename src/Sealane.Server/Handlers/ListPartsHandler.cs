using Sealane.Protocol.Groups;
using Sealane.Protocol.Multipart;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Lists the parts of an unfinished upload.</summary>
internal static class ListPartsHandler
{
    public static async Task<ListPartsResult> HandleAsync(Call call, ListPartsRequest request)
    {
        UploadEntry upload = await UploadIds.RequireAsync(call, request.Bucket, request.Key, request.UploadId).ConfigureAwait(false);
        int size = PageSize.Read(request.MaxParts, "max-parts");
        int marker = request.PartNumberMarker ?? 0;
        IEnumerable<PartEntry> all = await call.Store.ListPartsAsync(upload, call.Aborted).ConfigureAwait(false);
        PartEntry[] after = [.. all.Where(part => part.Number > marker)];
        PartEntry[] page = [.. after.Take(size)];

        return new()
        {
            Bucket = request.Bucket,
            Key = request.Key,
            UploadId = upload.Id,
            Initiator = Owners.Initiator,
            Owner = Owners.Owner,
            StorageClass = upload.Metadata.StorageClass,
            ChecksumAlgorithm = upload.ChecksumAlgorithm,
            ChecksumType = upload.ChecksumType,
            PartNumberMarker = marker,
            NextPartNumberMarker = page.Length > 0 ? page[^1].Number : 0,
            MaxParts = size,
            IsTruncated = page.Length < after.Length,
            Parts =
            [
                .. page.Select(part => new Part
                {
                    PartNumber = part.Number,
                    LastModified = part.LastModified,
                    ETag = $"\"{part.ETag}\"",
                    Size = part.Size,
                    Checksums = upload.ChecksumAlgorithm is null ? ChecksumValues.None : part.Checksum.ToValues(),
                }),
            ],
        };
    }
}
