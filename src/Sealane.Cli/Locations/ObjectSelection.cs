using System.Runtime.CompilerServices;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Naming;
using Sealane.Sync;

namespace Sealane.Cli.Locations;

/// <summary>The objects that an address with a prefix or with wildcards stands for.</summary>
/// <param name="s3">Lists them.</param>
/// <param name="uri">The address.</param>
/// <param name="raw">Whether <c>*</c> and <c>?</c> are characters like others.</param>
internal sealed class ObjectSelection(S3Client s3, S3Uri uri, bool raw)
{
    private readonly Glob? _pattern = !raw && HasWildcards(uri.Key) ? new Glob(uri.Key) : null;

    /// <summary>Whether the address has wildcards.</summary>
    public bool IsPattern => _pattern is not null;

    /// <summary>Whether a key has <c>*</c> or <c>?</c> in it. A bracket alone makes no pattern: too many names have one.</summary>
    public static bool HasWildcards(string key) => key.AsSpan().ContainsAny('*', '?');

    /// <summary>The objects, a page at a time, in the order of their keys; a page may be empty.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ObjectSummary>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { Bucket = uri.Bucket, Prefix = NonEmpty(_pattern?.LiteralStart ?? uri.Key) };
        await foreach (var page in s3.ListPagesAsync(request, cancellationToken).ConfigureAwait(false))
        {
            yield return _pattern is null ? page.Contents : [.. page.Contents.Where(one => _pattern.Matches(one.Key))];
        }
    }

    private static string? NonEmpty(string prefix) => prefix.Length == 0 ? null : prefix;
}
