using System.Globalization;
using System.Net;
using Sealane.Signing.Keys;

namespace Sealane.Lab.Programs;

/// <summary>The environment that leads a program, as it is, into the lab and nowhere else.</summary>
public sealed class ProgramEnvironment
{
    private readonly IPEndPoint _lab;
    private readonly VariableRow[] _set;

    private ProgramEnvironment(VariableRow[] set, IPEndPoint lab)
    {
        _set = set;
        _lab = lab;
    }

    internal ProgramEnvironment(IPEndPoint lab, ProgramFiles files, SigningCredentials credentials, string region)
    {
        var address = $"http://{lab}";
        _lab = lab;
        _set =
        [
            new("HTTPS_PROXY", address, "The way in: CONNECT is answered by the lab itself."),
            new("https_proxy", address, "The same for programs that read the lower case only."),
            new("HTTP_PROXY", address, "Requests in the clear."),
            new("http_proxy", address, "curl and Python read nothing else here: HTTP_PROXY could be a CGI's header."),
            new("NODE_USE_ENV_PROXY", "1", "Node 24 reads the proxies above only when told to."),
            new("NODE_OPTIONS", $"--require={files.LeadIn}", "AWS's SDK for JavaScript and MinIO's ask no proxy; their connections are led in.") { JoinedBy = " " },
            new("JAVA_TOOL_OPTIONS", JavaOptions(lab, files), "Java reads no variable for proxies, and trusts what is in its own store.") { JoinedBy = " " },
            new("AWS_CA_BUNDLE", files.Authority, "botocore and the AWS CLI trust the lab."),
            new("REQUESTS_CA_BUNDLE", files.Authority, "Python's requests, and botocore after AWS_CA_BUNDLE."),
            new("SSL_CERT_FILE", files.Authority, "OpenSSL, Go, Ruby and .NET on Linux."),
            new("NODE_EXTRA_CA_CERTS", files.Authority, "Node, besides its own list."),
            new("DENO_CERT", files.Authority, "Deno, besides its own list."),
            new("PHP_INI_SCAN_DIR", Path.PathSeparator + files.Folder, "PHP: curl.cainfo and openssl.cafile, after its own settings."),
            new("CURL_CA_BUNDLE", files.Authority, "curl, and requests after REQUESTS_CA_BUNDLE."),
            new("AWS_ACCESS_KEY_ID", credentials.AccessKeyId, "The lab's own key: what is signed with it opens nothing elsewhere."),
            new("AWS_SECRET_ACCESS_KEY", credentials.SecretAccessKey, "Its secret."),
            new("AWS_REGION", region, "Most SDKs."),
            new("AWS_DEFAULT_REGION", region, "botocore and the AWS CLI."),
            new("AWS_EC2_METADATA_DISABLED", "true", "Nobody asks 169.254.169.254 for other keys."),
            new("AWS_CONFIG_FILE", files.Empty, "No profile's region, endpoint, role or login."),
            new("AWS_SHARED_CREDENTIALS_FILE", files.Empty, "No profile's keys."),
        ];
    }

    /// <summary>What is taken away.</summary>
    public static IReadOnlyList<VariableRow> Cleared { get; } =
    [
        new("AWS_PROFILE", null, "A profile's keys would win over the lab's."),
        new("AWS_DEFAULT_PROFILE", null, "The same, older."),
        new("AWS_SESSION_TOKEN", null, "It belongs to other keys, and the lab must not see it."),
        new("AWS_SECURITY_TOKEN", null, "The same, older."),
        new("AWS_CREDENTIAL_EXPIRATION", null, "It belongs to other keys."),
        new("AWS_ENDPOINT_URL*", null, "Another endpoint would be asked, and with acceleration botocore refuses any."),
        new("AWS_ROLE_ARN", null, "A role has to be assumed outside."),
        new("AWS_ROLE_SESSION_NAME", null, "The same."),
        new("AWS_WEB_IDENTITY_TOKEN_FILE", null, "The same; a token file wins over nothing here, and names production."),
        new("AWS_CONTAINER_*", null, "Keys of a container's role, fetched past the proxy."),
        new("AWS_EC2_METADATA_SERVICE_ENDPOINT*", null, "Keys of an instance's role."),
        new("NO_PROXY", null, "A host in it would be asked directly: production."),
        new("no_proxy", null, "The same."),
        new("ALL_PROXY", null, "Another proxy for what has none of its own."),
        new("all_proxy", null, "The same."),
    ];

    /// <summary>What is set.</summary>
    public IReadOnlyList<VariableRow> Set => _set;

    /// <summary>The same for a program that asks no proxy at all and takes an endpoint's URL: it speaks to the lab itself, over TLS.</summary>
    /// <remarks>AWS's SDKs put a bucket's name into the path when the endpoint is an address, and refuse acceleration.</remarks>
    public ProgramEnvironment AtEndpoint() => new([.. _set, new("AWS_ENDPOINT_URL", $"https://{_lab}", "AWS's SDKs since 2023."), new("AWS_ENDPOINT_URL_S3", $"https://{_lab}", "The same for S3 alone.")], _lab);

    /// <summary>Changes an environment into this one; what neither table names stays.</summary>
    public void ApplyTo(IDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        foreach (var name in environment.Keys.Where(name => Cleared.Any(row => row.Matches(name))).ToArray())
        {
            environment.Remove(name);
        }

        foreach (var row in _set)
        {
            environment[row.Name] = row.In(environment.TryGetValue(row.Name, out var present) ? present : null);
        }
    }

    private static string JavaOptions(IPEndPoint lab, ProgramFiles files) => string.Create(
        CultureInfo.InvariantCulture,
        $"-Dhttp.proxyHost={lab.Address} -Dhttp.proxyPort={lab.Port} -Dhttps.proxyHost={lab.Address} -Dhttps.proxyPort={lab.Port} "
        + $"-Djavax.net.ssl.trustStore={files.JavaTrust} -Djavax.net.ssl.trustStoreType=PKCS12");
}
