using System.Net;

namespace Sealane.Lab.Names;

/// <summary>The hosts that the lab plays: S3's own, and those under <c>localhost</c>. Every other host is outside.</summary>
public static class LabHosts
{
    private const string Region = "{region}";

    /// <summary>The patterns, first match wins; a bucket's name may stand before each, dots included.</summary>
    /// <remarks>Sources: S3 User Guide (endpoints, dual-stack, Transfer Acceleration) and the public S3 endpoint rules.</remarks>
    public static IReadOnlyList<(string Pattern, HostRole Role, string Why)> Patterns { get; } =
    [
        ("s3-accelerate.amazonaws.com", HostRole.Accelerate, "Transfer Acceleration."),
        ("s3-accelerate.dualstack.amazonaws.com", HostRole.Accelerate, "Transfer Acceleration over IPv6 too."),
        ("s3-accelerate.dualstack.{region}.amazonaws.com", HostRole.Accelerate, "What the endpoint rules make of both for aws-global."),
        ("s3.amazonaws.com", HostRole.Regional, "The global name; SDKs still use it for us-east-1."),
        ("s3.{region}.amazonaws.com", HostRole.Regional, "The regional name."),
        ("s3-{region}.amazonaws.com", HostRole.Regional, "The regional name of old, with a hyphen."),
        ("s3-external-1.amazonaws.com", HostRole.Regional, "us-east-1 of old."),
        ("s3.dualstack.{region}.amazonaws.com", HostRole.Regional, "The regional name over IPv6 too."),
        ("s3-fips.{region}.amazonaws.com", HostRole.Regional, "The regional name with FIPS cryptography."),
        ("s3-fips.dualstack.{region}.amazonaws.com", HostRole.Regional, "Both."),
        ("localhost", HostRole.Local, "RFC 6761 6.3. Many resolvers do not know the names below it; the lab's proxy does."),
    ];

    /// <summary>The role of a host name without port, in any letter case; null when it lies outside the lab.</summary>
    public static HostRole? RoleOf(string host)
    {
        var labels = Normalise(host).Split('.');
        if (labels.Any(string.IsNullOrEmpty))
        {
            return null;
        }

        foreach (var (pattern, role, _) in Patterns)
        {
            if (EndsAs(labels, pattern.Split('.')))
            {
                return role;
            }
        }

        return null;
    }

    /// <summary>The same in a lab that plays further names: each, and every name below it, is an endpoint for development.</summary>
    internal static HostRole? RoleOf(string host, IReadOnlyList<string> names)
    {
        var name = Normalise(host);
        return RoleOf(name) ?? (names.Any(own => name == own || name.EndsWith("." + own, StringComparison.Ordinal)) ? HostRole.Local : null);
    }

    /// <summary>Whether the text is an address of this machine: 127.0.0.0/8 or ::1, the latter with or without brackets.</summary>
    public static bool IsLoopbackAddress(string host) =>
        IPAddress.TryParse(Normalise(host), out var address) && IPAddress.IsLoopback(address);

    /// <summary>A host as certificates and tables write it: lower case, without the root's dot and without an address's brackets.</summary>
    public static string Normalise(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.TrimEnd('.').Trim('[', ']').ToLowerInvariant();
    }

    /// <summary>A further name that a lab is to play, normalised.</summary>
    /// <exception cref="ArgumentException">It is no host name.</exception>
    internal static string ServiceName(string name) => Uri.CheckHostName(name) == UriHostNameType.Dns
        ? Normalise(name)
        : throw new ArgumentException($"'{name}' is no host name. Give the name alone, such as minio or s3.local.");

    private static bool EndsAs(ReadOnlySpan<string> labels, ReadOnlySpan<string> pattern)
    {
        if (labels.Length < pattern.Length)
        {
            return false;
        }

        var tail = labels[^pattern.Length..];
        for (var i = 0; i < pattern.Length; i++)
        {
            if (!Matches(tail[i], pattern[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(string label, string pattern) => pattern.EndsWith(Region, StringComparison.Ordinal)
        ? label.StartsWith(pattern[..^Region.Length], StringComparison.Ordinal) && IsRegion(label.AsSpan(pattern.Length - Region.Length))
        : label == pattern;

    // Two letters, words, a number: us-east-1, us-gov-west-1. Stricter than a host label, since 's3-website-us-east-1' is no S3 API host.
    private static bool IsRegion(ReadOnlySpan<char> label) =>
        label.Length > 5 && char.IsAsciiLetter(label[0]) && char.IsAsciiLetter(label[1]) && label[2] == '-'
        && char.IsAsciiDigit(label[^1]) && label.Count('-') >= 2;
}
