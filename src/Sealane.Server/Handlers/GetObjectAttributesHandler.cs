using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Objects;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Says of an object just what is asked for.</summary>
internal static class GetObjectAttributesHandler
{
    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public static async Task<GetObjectAttributesResult> HandleAsync(Call call, GetObjectAttributesRequest request)
    {
        if (request.ObjectAttributes.FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new RefusedException(new Refusal(RequestErrors.InvalidArgument, "Invalid attribute name specified.")
                .With("ArgumentName", "x-amz-object-attributes")
                .With("ArgumentValue", unknown));
        }

        ObjectEntry entry = await call.Store.FindObjectAsync(request.Bucket, request.Key, call.Aborted).ConfigureAwait(false)
            ?? throw new RefusedException(new Refusal(ObjectErrors.NoSuchKey).With("Key", request.Key));

        bool Asked(string name) => request.ObjectAttributes.Contains(name);

        return new()
        {
            LastModified = entry.LastModified,

            // The one place where S3 gives an entity tag without quotes.
            ETag = Asked("ETag") ? entry.ETag : null,
            ObjectSize = Asked("ObjectSize") ? entry.Size : null,
            StorageClass = Asked("StorageClass") ? entry.Metadata.StorageClass : null,
            Checksum = Asked("Checksum") && entry.Checksum is { } checksum
                ? new() { Checksums = checksum.ToValues(), ChecksumType = checksum.Type }
                : null,
            ObjectParts = Asked("ObjectParts") && entry.Parts.Count > 0 ? PartsOf(entry, request) : null,
        };
    }

    // Each part is listed only where the upload kept a checksum of each; otherwise their number is all.
    private static ObjectParts PartsOf(ObjectEntry entry, GetObjectAttributesRequest request)
    {
        if (entry.Checksum?.Type != ChecksumTable.WireNameOf(ChecksumType.Composite))
        {
            return new() { TotalPartsCount = entry.Parts.Count };
        }

        int marker = request.PartNumberMarker ?? 0;
        int size = PageSize.Read(request.MaxParts, "max-parts");
        PartEntry[] after = [.. entry.Parts.Where(part => part.Number > marker)];
        PartEntry[] page = [.. after.Take(size)];

        return new()
        {
            TotalPartsCount = entry.Parts.Count,
            PartNumberMarker = marker,
            NextPartNumberMarker = page.Length > 0 ? page[^1].Number : marker,
            MaxParts = size,
            IsTruncated = page.Length < after.Length,
            Parts =
            [
                .. page.Select(part => new ObjectPart { PartNumber = part.Number, Size = part.Size, Checksums = part.Checksum.ToValues() }),
            ],
        };
    }
}
