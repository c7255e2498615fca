using Sealane.Protocol.Listing;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Lists a page of a bucket, with a token for the next.</summary>
internal static class ListObjectsV2Handler
{
    public static async Task<ListObjectsV2Result> HandleAsync(Call call, ListObjectsV2Request request)
    {
        KeyEncoding encoding = KeyEncoding.Read(request.EncodingType);
        int size = PageSize.Read(request.MaxKeys, "max-keys");
        ListPage<ObjectEntry> page = await call.Store.ListObjectsAsync(
            request.Bucket,
            new()
            {
                Prefix = request.Prefix ?? "",
                Delimiter = request.Delimiter ?? "",
                After = request.ContinuationToken is { } token ? ContinuationToken.Read(token) : request.StartAfter ?? "",
                MaxKeys = size,
            },
            call.Aborted).ConfigureAwait(false);

        return new()
        {
            Name = request.Bucket,
            Prefix = encoding.Write(request.Prefix ?? ""),
            Delimiter = encoding.Write(request.Delimiter),
            StartAfter = encoding.Write(request.StartAfter),
            ContinuationToken = request.ContinuationToken,
            NextContinuationToken = page.IsTruncated ? ContinuationToken.Write(page.Items[^1].Name) : null,
            KeyCount = page.Items.Count,
            MaxKeys = size,
            EncodingType = request.EncodingType,
            IsTruncated = page.IsTruncated,
            Contents = ObjectSummaries.Of(page, encoding, request.FetchOwner == true),
            CommonPrefixes = ObjectSummaries.CommonPrefixes(page, encoding),
        };
    }
}
