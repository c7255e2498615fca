using System.Globalization;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Endpoints;
using Sealane.Profiles;
using Sealane.Sending;
using Sealane.Transport;

namespace Sealane;

/// <summary>Options out of environment variables and profile keys; a variable goes before a key.</summary>
internal static class EnvironmentOptions
{
    private const string SizeForm = "a number of bytes, or a number with KB, MB or GB";

    public static S3ClientOptions Read(string? profileName, Func<string, string?> environment)
    {
        var profile = SharedFiles.Load(environment).Find(profileName, environment);
        var settings = new Settings(environment, profile);
        var defaults = new S3ClientOptions { Proxy = ProxyRules.None };
        return defaults with
        {
            Credentials = CredentialChain.Default(profileName, environment),
            Proxy = ProxyRules.FromEnvironment(environment),
            Region = settings.Text("region", "AWS_REGION", "AWS_DEFAULT_REGION"),
            EndpointUrl = Endpoint(settings),
            CaBundle = settings.Text("ca_bundle", "AWS_CA_BUNDLE"),
            UseAccelerateEndpoint = settings.Read("s3.use_accelerate_endpoint", "true or false", Flag) ?? false,
            UseDualStackEndpoint = settings.Read("use_dualstack_endpoint", "true or false", Flag, "AWS_USE_DUALSTACK_ENDPOINT")
                ?? settings.Read("s3.use_dualstack_endpoint", "true or false", Flag) ?? false,
            UseFipsEndpoint = settings.Read("use_fips_endpoint", "true or false", Flag, "AWS_USE_FIPS_ENDPOINT") ?? false,
            AddressingStyle = settings.Read("s3.addressing_style", "auto, virtual or path", Style) ?? AddressingStyle.Auto,
            SignatureVersion = settings.Text("s3.signature_version") ?? defaults.SignatureVersion,
            PayloadSigning = settings.Read("s3.payload_signing_enabled", "true or false", Flag) switch
            {
                null => PayloadSigning.Auto,
                true => PayloadSigning.Always,
                false => PayloadSigning.Never,
            },
            RequestChecksumCalculation = settings.Read("request_checksum_calculation", "when_supported or when_required", Required, "AWS_REQUEST_CHECKSUM_CALCULATION")
                is true ? RequestChecksumCalculation.WhenRequired : RequestChecksumCalculation.WhenSupported,
            ResponseChecksumValidation = settings.Read("response_checksum_validation", "when_supported or when_required", Required, "AWS_RESPONSE_CHECKSUM_VALIDATION")
                is true ? ResponseChecksumValidation.WhenRequired : ResponseChecksumValidation.WhenSupported,
            MaxAttempts = settings.Read("max_attempts", "a number from 1 on", Count, "AWS_MAX_ATTEMPTS") ?? defaults.MaxAttempts,
            MultipartThreshold = settings.Read("s3.multipart_threshold", SizeForm, Size) ?? defaults.MultipartThreshold,
            PartSize = settings.Read("s3.multipart_chunksize", SizeForm, Size) ?? defaults.PartSize,
            Concurrency = settings.Read("s3.max_concurrent_requests", "a number from 1 on", Count) ?? defaults.Concurrency,
        };
    }

    // For S3 alone before for all services, the environment before the profile (AWS SDKs and Tools Reference Guide, "service-specific
    // endpoints").
    private static Uri? Endpoint(Settings settings)
    {
        if (settings.Read("ignore_configured_endpoint_urls", "true or false", Flag, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") is true)
        {
            return null;
        }

        return settings.Read("services.s3.endpoint_url", "http(s)://HOST[:PORT]", Url, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
            ?? settings.Read("endpoint_url", "http(s)://HOST[:PORT]", Url);
    }

    private static bool? Flag(string text) => bool.TryParse(text, out var flag) ? flag : null;

    private static bool? Required(string text) => text.ToLowerInvariant() switch
    {
        "when_supported" => false,
        "when_required" => true,
        _ => null,
    };

    private static AddressingStyle? Style(string text) => text.ToLowerInvariant() switch
    {
        "auto" => AddressingStyle.Auto,
        "virtual" => AddressingStyle.Virtual,
        "path" => AddressingStyle.Path,
        _ => null,
    };

    private static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    private static long? Size(string text)
    {
        var number = text.AsSpan().TrimEnd("KMGBkmgbi ");
        var factor = text[number.Length..].Trim().ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "KB" or "KIB" => 1L << 10,
            "MB" or "MIB" => 1L << 20,
            "GB" or "GIB" => 1L << 30,
            _ => 0,
        };
        return factor > 0 && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is > 0 and < 1L << 40 ? size * factor : null;
    }

    private static Uri? Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    /// <summary>Looks a setting up: the variables in order, then the profile's key.</summary>
    private sealed class Settings(Func<string, string?> environment, Profile? profile)
    {
        public string? Text(string key, params ReadOnlySpan<string> variables) => Find(key, variables)?.Text;

        public T? Read<T>(string key, string form, Func<string, T?> parse, params ReadOnlySpan<string> variables)
            where T : struct => Find(key, variables) is not { } found ? null : parse(found.Text) ?? throw Unusable(found, form);

        public Uri? Read(string key, string form, Func<string, Uri?> parse, params ReadOnlySpan<string> variables) =>
            Find(key, variables) is not { } found ? null : parse(found.Text) ?? throw Unusable(found, form);

        private static S3ConfigurationException Unusable((string Text, string Origin) found, string form) =>
            new($"{found.Origin} is '{found.Text}', which cannot be used. Set it to {form}.");

        private (string Text, string Origin)? Find(string key, ReadOnlySpan<string> variables)
        {
            foreach (var variable in variables)
            {
                if (environment(variable) is { } text && !string.IsNullOrWhiteSpace(text))
                {
                    return (text.Trim(), variable);
                }
            }

            return profile?[key] is { } value ? (value, $"'{key}' of the profile '{profile.Name}'") : null;
        }
    }
}
