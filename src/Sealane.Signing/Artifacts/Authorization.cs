using System.Globalization;
using Sealane.Signing.Keys;

namespace Sealane.Signing.Artifacts;

/// <summary>Where a signature stands in its request.</summary>
public enum AuthorizationForm
{
    /// <summary>In the Authorization header.</summary>
    Header,

    /// <summary>In the query: a presigned URL.</summary>
    Query,
}

/// <summary>What a request says about its own signature.</summary>
public sealed record Authorization
{
    /// <summary>The key that signed.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The scope that it was signed for.</summary>
    public required CredentialScope Scope { get; init; }

    /// <summary>The signed headers, as listed.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>The signature, 64 hexadecimal digits when it is well formed.</summary>
    public required string Signature { get; init; }

    /// <summary>Where it stood.</summary>
    public required AuthorizationForm Form { get; init; }

    /// <summary>The time that was signed, as sent (<c>20130524T000000Z</c>); null when neither x-amz-date nor a readable Date was there.</summary>
    public string? Timestamp { get; init; }

    /// <summary>How long a presigned request is good for; null for the header form.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>Key id, scope and signed headers; the signature is masked.</summary>
    public override string ToString() => $"Credential={AccessKeyId}/{Scope}, SignedHeaders={string.Join(';', SignedHeaders)}";

    /// <summary>Writes the header value.</summary>
    // "AWS4-HMAC-SHA256 Credential=" id "/" scope ", SignedHeaders=" names ", Signature=" hex      (S3 API, sig-v4-header-based-auth)
    public string ToHeaderValue() => HeaderValue(AccessKeyId, Scope.ToString(), string.Join(';', SignedHeaders), Signature);

    internal static string HeaderValue(string accessKeyId, string scope, string signedHeaders, ReadOnlySpan<char> signature) => string.Create(
        CultureInfo.InvariantCulture,
        stackalloc char[512],
        $"{SignatureParameter.AlgorithmName} Credential={accessKeyId}/{scope}, SignedHeaders={signedHeaders}, Signature={signature}");
}
