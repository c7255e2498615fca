using Sealane.Signing.Keys;

namespace Sealane.Signing.Signatures;

/// <summary>Every value between a head and its signature, but the key.</summary>
public sealed record SignatureTrace
{
    /// <summary>The canonical request, as bytes. It may hold a session token or an SSE-C key: show it only through <see cref="Text.Secrecy.MaskCanonicalRequest"/>.</summary>
    public required byte[] CanonicalRequest { get; init; }

    /// <summary>The string to sign.</summary>
    public required string StringToSign { get; init; }

    /// <summary>The signature: what the key makes of <see cref="StringToSign"/>. On a verifier's side this is the <em>expected</em> one, and stays inside.</summary>
    public required string Signature { get; init; }

    /// <summary>The signed headers, lower case and sorted.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>What stood for the body.</summary>
    public required string PayloadHash { get; init; }

    /// <summary>The time, <c>20130524T000000Z</c>.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The scope.</summary>
    public required CredentialScope Scope { get; init; }

    /// <summary>Time, scope and signed headers.</summary>
    public override string ToString() => $"{Timestamp} {Scope} {string.Join(';', SignedHeaders)}";
}
