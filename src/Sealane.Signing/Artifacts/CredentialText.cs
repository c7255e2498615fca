using System.Globalization;
using Sealane.Signing.Keys;

namespace Sealane.Signing.Artifacts;

/// <summary>The Credential of a signature: an access key id and a scope, joined by slashes.</summary>
internal static class CredentialText
{
    // id "/" yyyyMMdd "/" region "/" service "/aws4_request"; an id may itself hold slashes, so the last four parts count.
    public static AuthorizationFault? TryRead(string text, out string accessKeyId, out CredentialScope scope)
    {
        accessKeyId = string.Empty;
        scope = default;
        var parts = text.Split('/');
        if (parts.Length < 5 || parts[..^4].All(string.IsNullOrEmpty))
        {
            return AuthorizationFault.Credential;
        }

        if (parts[^1] != CredentialScope.Terminator)
        {
            return AuthorizationFault.CredentialTerminator;
        }

        if (!DateOnly.TryParseExact(parts[^4], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return AuthorizationFault.CredentialDate;
        }

        accessKeyId = string.Join('/', parts[..^4]);
        scope = new CredentialScope(parts[^4], parts[^3], parts[^2]);
        return null;
    }
}
