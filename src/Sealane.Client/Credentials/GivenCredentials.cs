using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>Credentials that the program gives itself.</summary>
public sealed class GivenCredentials(SigningCredentials credentials) : ICredentialSource
{
    /// <summary>Takes a key, its secret and, for temporary credentials, the session token.</summary>
    /// <exception cref="ArgumentException">The key id or the secret is empty or holds a blank or a line end.</exception>
    public GivenCredentials(string accessKeyId, string secretAccessKey, string? sessionToken = null)
        : this(new SigningCredentials(accessKeyId, secretAccessKey, sessionToken))
    {
    }

    /// <inheritdoc/>
    public string Description => "the credentials given";

    /// <inheritdoc/>
    public ValueTask<SigningCredentials?> FindAsync(CancellationToken cancellationToken = default) => new(credentials);

    /// <summary>The access key id alone.</summary>
    public override string ToString() => credentials.ToString();
}
