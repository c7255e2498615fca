using System.Runtime.CompilerServices;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Wire;
using Sealane.Signing.Text;

namespace Sealane.Listing;

/// <summary>
/// Lists a bucket page after page. Keys are asked for in URL encoding and given back decoded, since XML cannot hold every key.
/// </summary>
internal static class ObjectListing
{
    public static async IAsyncEnumerable<ListObjectsV2Result> PagesAsync(
        IS3 s3, ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = request with { EncodingType = request.EncodingType ?? "url" };
        while (true)
        {
            var page = await s3.SendAsync(ListObjectsV2.Operation, next, cancellationToken).ConfigureAwait(false);
            yield return page.EncodingType == "url" ? Decoded(page) : page;

            // A store that says "truncated" and gives no token would be asked for its first page for ever.
            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextContinuationToken))
            {
                yield break;
            }

            next = next with { ContinuationToken = page.NextContinuationToken };
        }
    }

    private static ListObjectsV2Result Decoded(ListObjectsV2Result page) => page with
    {
        EncodingType = null,
        Prefix = Decoded(page.Prefix),
        Delimiter = Decoded(page.Delimiter),
        StartAfter = Decoded(page.StartAfter),
        Contents = [.. page.Contents.Select(one => one with { Key = Decoded(one.Key) })],
        CommonPrefixes = [.. page.CommonPrefixes.Select(one => one with { Prefix = Decoded(one.Prefix) })],
    };

    // S3 writes a blank as '+' here, and a plus as %2B.
    private static string? Decoded(string? text) => text is null ? null : PercentEncoding.DecodeText(text, plusIsBlank: true);
}
