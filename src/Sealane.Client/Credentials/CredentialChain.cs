using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>Several sources, asked in order; the first that has credentials gives them.</summary>
public sealed class CredentialChain(params IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    /// <inheritdoc/>
    public string Description => string.Join(", then ", sources.Select(source => source.Description));

    /// <summary>The environment, then the profile: what a client uses when it is given nothing else.</summary>
    /// <param name="profile">
    /// The profile; when one is named, the environment's keys are not asked, as with the AWS CLI. Null takes AWS_PROFILE, or
    /// <c>default</c>.
    /// </param>
    /// <param name="environment">Looks up a variable; null takes the process's own.</param>
    public static CredentialChain Default(string? profile = null, Func<string, string?>? environment = null) => profile is null
        ? new CredentialChain(new EnvironmentCredentials(environment), new ProfileCredentials(null, environment))
        : new CredentialChain(new ProfileCredentials(profile, environment));

    /// <inheritdoc/>
    public void Forget()
    {
        foreach (var source in sources)
        {
            source.Forget();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SigningCredentials?> FindAsync(CancellationToken cancellationToken = default)
    {
        foreach (var source in sources)
        {
            if (await source.FindAsync(cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
