using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>
/// Somewhere that credentials come from. Implementations are thread-safe; they are asked before every request and cache for themselves.
/// </summary>
public interface ICredentialSource
{
    /// <summary>Where this looks, in words, for the message when nothing is found: "the environment (AWS_ACCESS_KEY_ID)".</summary>
    string Description { get; }

    /// <summary>The credentials, or null when this source has none.</summary>
    /// <exception cref="Diagnostics.S3ConfigurationException">
    /// The source has something that cannot be used; the message says what to do.
    /// </exception>
    ValueTask<SigningCredentials?> FindAsync(CancellationToken cancellationToken = default);

    /// <summary>What was found last has expired, S3 says: a source that keeps it looks again the next time.</summary>
    /// <remarks>Nothing, by default: a source that keeps nothing need not do anything.</remarks>
    void Forget()
    {
    }
}
