namespace Sealane.Endpoints;

/// <summary>Where a request goes and what its signature is scoped to.</summary>
/// <param name="Scheme"><c>https</c> or <c>http</c>.</param>
/// <param name="Host">The host, with its port where that is not the scheme's own: the value of the Host header.</param>
/// <param name="PathPrefix">What stands before the key in the path, already percent-encoded: empty, or <c>/bucket</c>.</param>
/// <param name="SigningRegion">The region of the credential scope.</param>
public sealed record Endpoint(string Scheme, string Host, string PathPrefix, string SigningRegion)
{
    /// <summary>Whether the request travels inside TLS.</summary>
    public bool IsSecure => Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether this is a host of S3 Transfer Acceleration.</summary>
    public bool IsAccelerated { get; init; }

    /// <summary>The URL without a key.</summary>
    public override string ToString() => $"{Scheme}://{Host}{PathPrefix}";
}
