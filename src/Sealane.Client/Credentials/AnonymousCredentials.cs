using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>No credentials on purpose: requests go out unsigned, as <c>--no-sign-request</c> has it. For public buckets.</summary>
public sealed class AnonymousCredentials : ICredentialSource
{
    private AnonymousCredentials()
    {
    }

    /// <summary>The only one there is.</summary>
    public static AnonymousCredentials Instance { get; } = new();

    /// <inheritdoc/>
    public string Description => "nowhere: requests are not signed";

    /// <inheritdoc/>
    public ValueTask<SigningCredentials?> FindAsync(CancellationToken cancellationToken = default) => new((SigningCredentials?)null);
}
