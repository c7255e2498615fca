namespace Sealane.Server.Addressing;

/// <summary>Where a request goes, read off its Host and its raw path.</summary>
/// <param name="Host">What the host says.</param>
/// <param name="Bucket">The bucket, from the host or the path; null for the service itself.</param>
/// <param name="Key">The key, decoded; null for the bucket itself.</param>
internal sealed record Address(HostReading Host, string? Bucket, string? Key)
{
    /// <summary>Reads host and raw path; null when the path is not percent-encoded UTF-8.</summary>
    public static Address? Read(string? hostHeader, ReadOnlySpan<char> rawPath, IReadOnlyList<string> domains)
    {
        HostReading host = HostReading.Read(hostHeader ?? "", domains);
        ReadOnlySpan<char> path = rawPath.Length > 0 && rawPath[0] == '/' ? rawPath[1..] : rawPath;

        if (host.Bucket is { } bucket)
        {
            return TryDecode(path, out string? key) ? new(host, bucket, key) : null;
        }

        int slash = path.IndexOf('/');
        ReadOnlySpan<char> first = slash < 0 ? path : path[..slash];
        ReadOnlySpan<char> rest = slash < 0 ? [] : path[(slash + 1)..];
        return TryDecode(first, out string? name) && TryDecode(rest, out string? named)
            ? new(host, name, name is null ? null : named)
            : null;
    }

    private static bool TryDecode(ReadOnlySpan<char> raw, out string? text)
    {
        text = null;

        if (raw.IsEmpty)
        {
            return true;
        }

        if (!Protocol.Naming.ObjectKey.TryFromPath(raw, out string decoded))
        {
            return false;
        }

        text = decoded;
        return true;
    }
}
