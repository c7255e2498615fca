using Sealane.Diagnostics;
using Sealane.Profiles;
using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>
/// The keys of a profile in <c>~/.aws/config</c> and <c>~/.aws/credentials</c>. The files are read at the first request, and again when S3
/// says that the credentials have expired.
/// </summary>
public sealed class ProfileCredentials : ICredentialSource
{
    // What a profile may have in place of keys, and what AWS calls it.
    private static readonly (string Key, string Kind)[] Unsupported =
    [
        ("role_arn", "assumes a role"),
        ("sso_session", "signs in through IAM Identity Center (SSO)"),
        ("sso_start_url", "signs in through IAM Identity Center (SSO)"),
        ("login_session", "signs in with the console's login"),
        ("credential_process", "runs a program for its credentials"),
        ("web_identity_token_file", "uses a web identity"),
        ("credential_source", "takes its credentials from the machine"),
    ];

    private readonly string? _profile;
    private readonly Func<string, string?> _environment;
    private volatile Lazy<SigningCredentials?> _credentials;

    /// <summary>Takes the profile's name.</summary>
    /// <param name="profile">The profile; null takes AWS_PROFILE, or <c>default</c>.</param>
    /// <param name="environment">Looks up a variable; null takes the process's own.</param>
    public ProfileCredentials(string? profile = null, Func<string, string?>? environment = null)
    {
        _profile = profile;
        _environment = environment ?? Environment.GetEnvironmentVariable;
        _credentials = new Lazy<SigningCredentials?>(Read);
    }

    /// <inheritdoc/>
    public string Description => $"the profile '{_profile ?? NameInEnvironment ?? "default"}' of the shared files (~/.aws/credentials, ~/.aws/config)";

    private string? NameInEnvironment => _environment("AWS_PROFILE") is { Length: > 0 } name ? name : null;

    /// <inheritdoc/>
    public ValueTask<SigningCredentials?> FindAsync(CancellationToken cancellationToken = default) => new(_credentials.Value);

    /// <inheritdoc/>
    public void Forget() => _credentials = new Lazy<SigningCredentials?>(Read);

    private SigningCredentials? Read()
    {
        if (SharedFiles.Load(_environment).Find(_profile, _environment) is not { } profile)
        {
            return null;
        }

        foreach (var (key, kind) in Unsupported)
        {
            if (profile[key] is not null && (key == "role_arn" || profile["aws_access_key_id"] is null))
            {
                throw new S3ConfigurationException(
                    $"The profile '{profile.Name}' {kind} ({key}), and Sealane cannot do that yet. Put the temporary keys into the environment, for example with: "
                    + $"eval \"$(aws configure export-credentials --profile {profile.Name} --format env)\"");
            }
        }

        return (profile["aws_access_key_id"], profile["aws_secret_access_key"]) switch
        {
            (null, null) => null,
            ({ } id, { } secret) => KeyPair.Read(id, secret, profile["aws_session_token"], $"the profile '{profile.Name}'"),
            _ => throw new S3ConfigurationException(
                $"The profile '{profile.Name}' in {profile.Origin} has only one of aws_access_key_id and aws_secret_access_key. Add the other."),
        };
    }
}
