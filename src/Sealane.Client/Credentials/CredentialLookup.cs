using Sealane.Diagnostics;
using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>Asks a source, and takes "none" for an answer only where it was meant.</summary>
internal static class CredentialLookup
{
    /// <summary>The credentials, or null for <see cref="AnonymousCredentials"/>.</summary>
    /// <exception cref="S3ConfigurationException">The source has none; the message says where it looked.</exception>
    public static async ValueTask<SigningCredentials?> AskAsync(ICredentialSource source, CancellationToken cancellationToken)
    {
        var found = await source.FindAsync(cancellationToken).ConfigureAwait(false);
        return found is not null || source is AnonymousCredentials
            ? found
            : throw new S3ConfigurationException(
                $"There are no credentials. Looked in {source.Description}. Set them there, give Credentials, or use AnonymousCredentials for a public bucket.");
    }
}
