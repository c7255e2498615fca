using Sealane.Diagnostics;
using Sealane.Signing.Keys;

namespace Sealane.Credentials;

/// <summary>Credentials of the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.</summary>
/// <param name="environment">Looks up a variable; null takes the process's own.</param>
public sealed class EnvironmentCredentials(Func<string, string?>? environment = null) : ICredentialSource
{
    private readonly Func<string, string?> _environment = environment ?? Environment.GetEnvironmentVariable;

    /// <inheritdoc/>
    public string Description => "the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)";

    /// <inheritdoc/>
    public ValueTask<SigningCredentials?> FindAsync(CancellationToken cancellationToken = default)
    {
        var id = _environment("AWS_ACCESS_KEY_ID");
        var secret = _environment("AWS_SECRET_ACCESS_KEY");
        return (string.IsNullOrEmpty(id), string.IsNullOrEmpty(secret)) switch
        {
            (true, true) => new((SigningCredentials?)null),
            (false, false) => new(KeyPair.Read(id!, secret!, _environment("AWS_SESSION_TOKEN"), "the environment")),
            (true, false) => throw Half("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
            (false, true) => throw Half("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        };
    }

    private static S3ConfigurationException Half(string there, string missing) =>
        new($"The environment has {there} but not {missing}. Set both, or neither.");
}
