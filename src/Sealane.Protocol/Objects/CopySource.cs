using Sealane.Protocol.Naming;

namespace Sealane.Protocol.Objects;

/// <summary>The source of a copy, as the header <c>x-amz-copy-source</c> names it.</summary>
/// <param name="Bucket">The source's bucket.</param>
/// <param name="Key">The source's key, decoded.</param>
/// <param name="VersionId">The source's version, or <see langword="null"/> for the newest.</param>
public sealed record CopySource(string Bucket, string Key, string? VersionId = null)
{
    private const string Version = "?versionId=";

    /// <summary>The header's value: <c>bucket/key?versionId=id</c>, the key URL-encoded.</summary>
    public static string Of(string bucket, string key, string? versionId = null) => new CopySource(bucket, key, versionId).ToString();

    /// <summary>Reads a header's value; a slash may stand before the bucket, and clients encode the key, the whole value, or nothing.</summary>
    public static bool TryParse(string text, out CopySource? source)
    {
        source = null;

        // The key itself may hold a question mark: only the last one that begins a version does.
        var version = text.LastIndexOf(Version, StringComparison.Ordinal);
        if (!ObjectKey.TryFromPath(version < 0 ? text : text.AsSpan(0, version), out var path))
        {
            return false;
        }

        // The .NET SDK encodes the slashes too (%2Fbucket%2Fkey), so they are looked for after decoding.
        var start = path.StartsWith('/') ? 1 : 0;
        var slash = path.IndexOf('/', start);
        if (slash <= start || slash + 1 >= path.Length)
        {
            return false;
        }

        source = new(path[start..slash], path[(slash + 1)..], version < 0 ? null : text[(version + Version.Length)..]);
        return true;
    }

    public override string ToString() => $"{Bucket}/{ObjectKey.ToPath(Key)}{(VersionId is null ? "" : Version + VersionId)}";
}
