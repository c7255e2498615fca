using System.Text.RegularExpressions;

namespace Sealane.Signing.Text;

/// <summary>Which header values and query parameters are secrets, and how they look wherever a person may see them.</summary>
/// <remarks>
/// A session token and an SSE-C key are secrets outright; an Authorization value and a presigned signature grant access until they
/// expire. S3's own error documents repeat some of them in the canonical request.
/// </remarks>
public static partial class Secrecy
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Masked = "(masked)";

    private static readonly string[] SecretHeaders =
    [
        "authorization",
        "cookie",
        "proxy-authorization",
        "x-amz-security-token",
        "x-amz-s3session-token",
        "x-amz-server-side-encryption-customer-key",
        "x-amz-copy-source-server-side-encryption-customer-key",
    ];

    private static readonly string[] SecretParameters = ["X-Amz-Signature", "X-Amz-Security-Token", "Signature"];

    /// <summary>Whether a header's value must not be shown.</summary>
    public static bool IsSecret(string name) => SecretHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a query parameter's value must not be shown; presigned URLs may carry secret headers as parameters.</summary>
    internal static bool IsSecretParameter(string name) => SecretParameters.Contains(name, StringComparer.OrdinalIgnoreCase) || IsSecret(name);

    /// <summary>A header's value for a person's eyes.</summary>
    public static string Mask(string name, string value)
    {
        if (!IsSecret(name))
        {
            return value;
        }

        // Scope and signed headers of an Authorization are what a reader needs; its signature is not.
        const string marker = "Signature=";
        var signature = value.LastIndexOf(marker, StringComparison.Ordinal);
        return name.Equals("authorization", StringComparison.OrdinalIgnoreCase) && signature > 0
            ? string.Concat(value.AsSpan(0, signature + marker.Length), Masked)
            : Masked;
    }

    /// <summary>A raw request target for a person's eyes: the values of secret parameters are masked.</summary>
    public static string MaskTarget(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var start = target.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? target : string.Concat(target.AsSpan(0, start + 1), MaskQuery(target[(start + 1)..]));
    }

    private static string MaskQuery(string query) => string.Join('&', query.Split('&').Select(pair =>
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 && IsSecretParameter(Uri.UnescapeDataString(pair[..equals])) ? $"{pair[..equals]}={Masked}" : pair;
    }));

    /// <summary>A sentence that may quote what a person typed: presigned signatures, tokens and passwords of URLs in it are masked.</summary>
    public static string MaskText(string text) => UserInfo().Replace(Parameter().Replace(text, $"$1{Masked}"), $"://{Masked}@");

    // Names as in SecretParameters; a value ends where a URL or its quotes do.
    [GeneratedRegex("""((?:X-Amz-Signature|X-Amz-Security-Token|Signature)=)[^&#'"\s]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();

    [GeneratedRegex("""://[^/?#@'"\s]*@""")]
    private static partial Regex UserInfo();

    /// <summary>A canonical request for a person's eyes, whoever computed it: secret header lines and query parameters are masked.</summary>
    public static string MaskCanonicalRequest(string canonicalRequest)
    {
        ArgumentNullException.ThrowIfNull(canonicalRequest);
        var lines = canonicalRequest.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (i == 2)
            {
                lines[i] = MaskQuery(lines[i]);
            }
            else if (i > 2 && colon > 0 && IsSecret(lines[i][..colon]))
            {
                lines[i] = $"{lines[i][..colon]}:{Masked}";
            }
        }

        return string.Join('\n', lines);
    }
}
