namespace Sealane.Signing.Keys;

/// <summary>An access key, its secret and, for temporary credentials, a session token.</summary>
public sealed class SigningCredentials
{
    /// <summary>Takes the three as they were issued.</summary>
    /// <exception cref="ArgumentException">The key id or the secret is empty, or one of the three holds a blank or a line end: what a copied key often brings along.</exception>
    public SigningCredentials(string accessKeyId, string secretAccessKey, string? sessionToken = null)
    {
        Require(accessKeyId, nameof(accessKeyId), "access key id");
        Require(secretAccessKey, nameof(secretAccessKey), "secret access key");
        if (!string.IsNullOrEmpty(sessionToken))
        {
            Require(sessionToken, nameof(sessionToken), "session token");
        }

        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = string.IsNullOrEmpty(sessionToken) ? null : sessionToken;
    }

    /// <summary>The public half; it names the key in every signature.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret half. It never leaves the process.</summary>
    public string SecretAccessKey { get; }

    /// <summary>The token of temporary credentials, sent and signed as <c>x-amz-security-token</c>; null for long-lived keys.</summary>
    public string? SessionToken { get; }

    /// <summary>The access key id alone.</summary>
    public override string ToString() => AccessKeyId;

    private static void Require(string value, string parameter, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        if (value.AsSpan().ContainsAny(" \t\r\n"))
        {
            throw new ArgumentException($"The {what} holds a blank or a line end. Copy it again without surrounding space.", parameter);
        }
    }
}
