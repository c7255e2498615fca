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
    /// <summary>The pages; from the second on, the next is fetched while one is used. Whoever stops at the first has asked for one.</summary>
    public static async IAsyncEnumerable<ListObjectsV2Result> PagesAsync(
        IS3 s3, ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = request with { EncodingType = request.EncodingType ?? "url" };
        var page = await s3.SendAsync(ListObjectsV2.Operation, next, cancellationToken).ConfigureAwait(false);
        yield return Decoded(page);

        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ListObjectsV2Result>? ahead = null;
        try
        {
            while (Next(next, page) is { } following)
            {
                next = following;
                page = await (ahead ?? s3.SendAsync(ListObjectsV2.Operation, next, cancellationToken)).ConfigureAwait(false);

                // On a thread of the pool, since a transport may block the one it is called on.
                ahead = Next(next, page) is { } wanted
                    ? Task.Run(() => s3.SendAsync(ListObjectsV2.Operation, wanted, left.Token), left.Token)
                    : null;
                yield return Decoded(page);
            }
        }
        finally
        {
            if (ahead is not null)
            {
                await left.CancelAsync().ConfigureAwait(false);
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A store that says "truncated" and gives no token would be asked for its first page for ever.
    private static ListObjectsV2Request? Next(ListObjectsV2Request asked, ListObjectsV2Result page) =>
        page.IsTruncated != true || string.IsNullOrEmpty(page.NextContinuationToken)
            ? null
            : asked with { ContinuationToken = page.NextContinuationToken };

    private static ListObjectsV2Result Decoded(ListObjectsV2Result page) => page.EncodingType != "url" ? page : page with
    {
        EncodingType = null,
        Prefix = Decoded(page.Prefix),
        Delimiter = Decoded(page.Delimiter),
        StartAfter = Decoded(page.StartAfter),
        Contents = Decoded(page.Contents, static one => one.Key, static (one, key) => one with { Key = key }),
        CommonPrefixes = Decoded(page.CommonPrefixes, static one => one.Prefix, static (one, prefix) => one with { Prefix = prefix }),
    };

    // The list itself where no name in it needs decoding, which is the common case.
    private static IReadOnlyList<T> Decoded<T>(IReadOnlyList<T> items, Func<T, string?> name, Func<T, string?, T> with)
    {
        T[]? decoded = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (name(items[i]) is { } encoded && Decoded(encoded) is var text && !ReferenceEquals(text, encoded))
            {
                decoded ??= [.. items];
                decoded[i] = with(items[i], text);
            }
        }

        return decoded ?? items;
    }

    // S3 writes a blank as '+' here, and a plus as %2B.
    private static string? Decoded(string? text) =>
        text is null || !text.AsSpan().ContainsAny('%', '+') ? text : PercentEncoding.DecodeText(WireText.FromText(text), plusIsBlank: true);
}
