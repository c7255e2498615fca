using Sealane.Protocol.Listing;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Lists a page of a bucket in the first version's way: the next page begins after a marker.</summary>
internal static class ListObjectsHandler
{
    public static async Task<ListObjectsResult> HandleAsync(Call call, ListObjectsRequest request)
    {
        KeyEncoding encoding = KeyEncoding.Read(request.EncodingType);
        int size = PageSize.Read(request.MaxKeys, "max-keys");
        ListPage<ObjectEntry> page = await call.Store.ListObjectsAsync(
            request.Bucket,
            new() { Prefix = request.Prefix ?? "", Delimiter = request.Delimiter ?? "", After = request.Marker ?? "", MaxKeys = size },
            call.Aborted).ConfigureAwait(false);

        // Without a delimiter the client takes the last key itself (S3 API, ListObjects, NextMarker).
        bool saysNext = page.IsTruncated && !string.IsNullOrEmpty(request.Delimiter);

        return new()
        {
            Name = request.Bucket,
            Prefix = encoding.Write(request.Prefix ?? ""),
            Delimiter = encoding.Write(request.Delimiter),
            Marker = encoding.Write(request.Marker ?? ""),
            NextMarker = saysNext ? encoding.Write(page.Items[^1].Name) : null,
            MaxKeys = size,
            EncodingType = request.EncodingType,
            IsTruncated = page.IsTruncated,
            Contents = ObjectSummaries.Of(page, encoding, withOwner: true),
            CommonPrefixes = ObjectSummaries.CommonPrefixes(page, encoding),
        };
    }
}
