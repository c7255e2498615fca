using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Endpoints;
using Sealane.Sending;

namespace Sealane.Tests.Client;

public sealed class EnvironmentOptionsTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("sealane-home-");
    private readonly Dictionary<string, string> _environment;

    public EnvironmentOptionsTests() => _environment = new() { ["HOME"] = _home.FullName };

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void Every_variable_of_AWS_has_its_option()
    {
        Set("AWS_REGION", "eu-central-1");
        Set("AWS_DEFAULT_REGION", "us-west-1");
        Set("AWS_ENDPOINT_URL", "http://all.example:9000");
        Set("AWS_ENDPOINT_URL_S3", "http://s3.example:9000");
        Set("AWS_USE_DUALSTACK_ENDPOINT", "true");
        Set("AWS_USE_FIPS_ENDPOINT", "True");
        Set("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED");
        Set("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required");
        Set("AWS_MAX_ATTEMPTS", "7");
        Set("AWS_CA_BUNDLE", "/etc/own.pem");
        Set("HTTPS_PROXY", "proxy.example:3128");
        var options = Read();
        Assert.Equal("eu-central-1", options.Region);
        Assert.Equal("http://s3.example:9000/", options.EndpointUrl!.AbsoluteUri);
        Assert.True(options.UseDualStackEndpoint);
        Assert.True(options.UseFipsEndpoint);
        Assert.Equal(RequestChecksumCalculation.WhenRequired, options.RequestChecksumCalculation);
        Assert.Equal(ResponseChecksumValidation.WhenRequired, options.ResponseChecksumValidation);
        Assert.Equal(7, options.MaxAttempts);
        Assert.Equal("/etc/own.pem", options.CaBundle);
        Assert.Equal("http://proxy.example:3128/", options.Proxy.For("https", "bucket.s3.amazonaws.com", 443)!.AbsoluteUri);
    }

    [Fact]
    public void A_profile_has_the_same_and_a_nested_block_for_S3()
    {
        Write("config", """
            # the comment of a colleague
            [default]
            region = us-east-2

            [profile  fast]
            region=ap-south-1 ; Mumbai
            request_checksum_calculation = when_required
            max_attempts = 5
            ca_bundle = /etc/ca.pem
            services = near
            s3 =
              use_accelerate_endpoint = true
              addressing_style = virtual
              payload_signing_enabled = true
              signature_version = s3v4
              multipart_chunksize = 16MB
              max_concurrent_requests = 4

            [services near]
            s3 =
              endpoint_url = https://near.example
            """);
        var options = Read("fast");
        Assert.Equal("ap-south-1", options.Region);
        Assert.True(options.UseAccelerateEndpoint);
        Assert.Equal(AddressingStyle.Virtual, options.AddressingStyle);
        Assert.Equal(PayloadSigning.Always, options.PayloadSigning);
        Assert.Equal(RequestChecksumCalculation.WhenRequired, options.RequestChecksumCalculation);
        Assert.Equal(5, options.MaxAttempts);
        Assert.Equal("/etc/ca.pem", options.CaBundle);
        Assert.Equal(16 * 1024 * 1024, options.PartSize);
        Assert.Equal(4, options.Concurrency);
        Assert.Equal("https://near.example/", options.EndpointUrl!.AbsoluteUri);
        Assert.Equal("us-east-2", Read().Region);
    }

    [Fact]
    public void What_means_nothing_here_is_checked_all_the_same_and_named_with_the_reason()
    {
        Write("config", """
            [default]
            retry_mode = adaptive
            s3 =
              max_queue_size = 1000
              io_chunksize = 256KB
              preferred_transfer_client = crt
              target_bandwidth = 10Gb/s
              max_bandwidth = 80Mb/s
            """);
        Set("AWS_REGION", "eu-west-1");
        var options = S3ClientOptions.FromEnvironment(null, _environment.GetValueOrDefault, out var settings);
        Assert.Equal(10 << 20, options.BandwidthLimit);
        Assert.Equal(
            ["s3.max_queue_size", "s3.io_chunksize", "s3.preferred_transfer_client", "s3.target_bandwidth", "retry_mode"],
            settings.Where(setting => setting is { Text: not null, IgnoredBecause: not null }).Select(setting => setting.Name));
        var region = settings.Single(setting => setting.Name == "region");
        Assert.Equal(("eu-west-1", "AWS_REGION", "eu-west-1"), (region.Text, region.Origin, region.ValueIn(options)));
        Assert.Null(settings.Single(setting => setting.Name == "max_attempts").Origin);

        Write("config", "[default]\ns3 =\n  preferred_transfer_client = fastest\n");
        Assert.Contains("auto, default, classic or crt", Assert.Throws<S3ConfigurationException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_MAX_ATTEMPTS", "many", "AWS_MAX_ATTEMPTS is 'many'")]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "yes", "true or false")]
    [InlineData("AWS_REQUEST_CHECKSUM_CALCULATION", "never", "when_supported or when_required")]
    [InlineData("AWS_ENDPOINT_URL", "store", "http(s)://HOST")]
    [InlineData("AWS_PROFILE", "nobody", "There is no profile 'nobody' (from AWS_PROFILE)")]
    [InlineData("HTTPS_PROXY", "ftp://user:secret@proxy", "HTTPS_PROXY is no URL of a proxy")]
    public void A_value_that_cannot_be_used_is_named_with_what_can(string variable, string value, string text)
    {
        Set(variable, value);
        var refusal = Assert.Throws<S3ConfigurationException>(() => Read());
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_profile_is_refused_with_the_ones_there_are()
    {
        Write("config", "[default]\n[profile work]\n");
        Write("credentials", "[home]\naws_access_key_id = A\naws_secret_access_key = B\n");
        var refusal = Assert.Throws<S3ConfigurationException>(() => Read("wrok"));
        Assert.Contains("there are: default, home, work.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("add [profile wrok]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_signature_version_is_refused_with_the_supported_one()
    {
        var refusal = Assert.Throws<S3ConfigurationException>(() => new S3ClientOptions { SignatureVersion = "s3" });
        Assert.Contains("'s3v4'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("s3v4", new S3ClientOptions { SignatureVersion = "S3V4" }.SignatureVersion);
    }

    [Theory]
    [InlineData(null, "No region is set")]
    [InlineData("evil.example/", "cannot be a region")]
    public void A_region_is_needed_and_must_be_a_host_label(string? region, string text)
    {
        var refusal = Assert.Throws<S3ConfigurationException>(() => new S3ClientOptions { Region = region }.ToEndpointSettings());
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environments_keys_go_before_the_profiles_and_a_named_profile_before_both()
    {
        Write("credentials", "[default]\naws_access_key_id = FILE\naws_secret_access_key = s\n[other]\naws_access_key_id = OTHER\naws_secret_access_key = a#b\naws_session_token = t\n");
        Assert.Equal("FILE", await KeyOf(Read()));
        Set("AWS_ACCESS_KEY_ID", "ENV");
        Set("AWS_SECRET_ACCESS_KEY", "s");
        Assert.Equal("ENV", await KeyOf(Read()));
        Assert.Equal("OTHER", await KeyOf(Read("other")));
        var other = (await Read("other").Credentials.FindAsync())!;
        Assert.Equal(("a#b", "t"), (other.SecretAccessKey, other.SessionToken));
    }

    [Theory]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = default", "assumes a role")]
    [InlineData("sso_session = work", "SSO")]
    [InlineData("credential_process = /opt/keys", "runs a program")]
    [InlineData("web_identity_token_file = /token\n", "web identity")]
    public async Task A_kind_of_credentials_that_is_not_supported_yet_says_so_and_what_to_do(string lines, string kind)
    {
        Write("config", $"[profile dev]\n{lines}\n");
        var refusal = await Assert.ThrowsAsync<S3ConfigurationException>(async () => await Read("dev").Credentials.FindAsync());
        Assert.Contains(kind, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("aws configure export-credentials --profile dev", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_key_pair_is_an_error_and_not_a_missing_one()
    {
        Set("AWS_ACCESS_KEY_ID", "ENV");
        var refusal = await Assert.ThrowsAsync<S3ConfigurationException>(async () => await Read().Credentials.FindAsync());
        Assert.Contains("not AWS_SECRET_ACCESS_KEY", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_keys_the_chain_has_none_and_can_say_where_it_looked()
    {
        var chain = Read().Credentials;
        Assert.Null(await chain.FindAsync());
        Assert.Contains("AWS_ACCESS_KEY_ID", chain.Description, StringComparison.Ordinal);
        Assert.Contains("'default'", chain.Description, StringComparison.Ordinal);
        Assert.Null(await AnonymousCredentials.Instance.FindAsync());
    }

    [Fact]
    public void A_line_that_is_no_setting_is_named_by_file_and_line_and_never_shown()
    {
        Write("credentials", "[default]\nsecretsecret\n");
        var refusal = Assert.Throws<S3ConfigurationException>(() => Read());
        Assert.Contains("credentials, line 2", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsecret", refusal.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> KeyOf(S3ClientOptions options) => (await options.Credentials.FindAsync())!.AccessKeyId;

    private S3ClientOptions Read(string? profile = null) => S3ClientOptions.FromEnvironment(profile, _environment.GetValueOrDefault);

    private void Set(string variable, string value) => _environment[variable] = value;

    private void Write(string name, string text)
    {
        var folder = _home.CreateSubdirectory(".aws");
        File.WriteAllText(Path.Combine(folder.FullName, name), text);
    }
}
