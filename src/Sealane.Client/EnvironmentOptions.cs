using System.Globalization;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Endpoints;
using Sealane.Profiles;
using Sealane.Sending;
using Sealane.Transport;

namespace Sealane;

/// <summary>Options out of environment variables and profile keys: a table, read in order; a variable goes before a key.</summary>
internal static class EnvironmentOptions
{
    private const string FlagForm = "true or false";
    private const string CountForm = "a number from 1 on";
    private const string RequiredForm = "when_supported or when_required";
    private const string UrlForm = "http(s)://HOST[:PORT]";
    private const string IgnoreEndpoints = "ignore_configured_endpoint_urls";
    private const string EndpointUrl = "endpoint_url";

    // Service-specific endpoints go before general ones, the environment before the profile (AWS SDKs and Tools Reference Guide).
    private static readonly Row[] Rows =
    [
        new(
            "region", ["region"], ["AWS_REGION", "AWS_DEFAULT_REGION"], "a region",
            (o, text) => o with { Region = text },
            o => o.Region),
        Row.Unused(
            IgnoreEndpoints, FlagForm,
            text => Flag(text) is not null,
            "It only says that endpoint URLs are not looked up.", ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]),
        new(
            EndpointUrl, ["services.s3.endpoint_url", EndpointUrl], ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"], UrlForm,
            (o, text) => Url(text) is { } url ? o with { EndpointUrl = url } : null,
            o => o.EndpointUrl?.AbsoluteUri),
        new(
            "ca_bundle", ["ca_bundle"], ["AWS_CA_BUNDLE"], "a file",
            (o, text) => o with { CaBundle = text },
            o => o.CaBundle),
        new(
            "s3.use_accelerate_endpoint", ["s3.use_accelerate_endpoint"], [], FlagForm,
            (o, text) => Flag(text) is { } flag ? o with { UseAccelerateEndpoint = flag } : null,
            o => Text(o.UseAccelerateEndpoint)),
        new(
            "use_dualstack_endpoint", ["use_dualstack_endpoint", "s3.use_dualstack_endpoint"], ["AWS_USE_DUALSTACK_ENDPOINT"], FlagForm,
            (o, text) => Flag(text) is { } flag ? o with { UseDualStackEndpoint = flag } : null,
            o => Text(o.UseDualStackEndpoint)),
        new(
            "use_fips_endpoint", ["use_fips_endpoint"], ["AWS_USE_FIPS_ENDPOINT"], FlagForm,
            (o, text) => Flag(text) is { } flag ? o with { UseFipsEndpoint = flag } : null,
            o => Text(o.UseFipsEndpoint)),
        new(
            "s3.addressing_style", ["s3.addressing_style"], [], "auto, virtual or path",
            (o, text) => Style(text) is { } style ? o with { AddressingStyle = style } : null,
            o => o.AddressingStyle.ToString().ToLowerInvariant()),
        new(
            "s3.signature_version", ["s3.signature_version"], [], "s3v4",
            (o, text) => o with { SignatureVersion = text },
            o => o.SignatureVersion),
        new(
            "s3.payload_signing_enabled", ["s3.payload_signing_enabled"], [], FlagForm,
            (o, text) => Flag(text) is { } flag ? o with { PayloadSigning = flag ? PayloadSigning.Always : PayloadSigning.Never } : null,
            o => o.PayloadSigning == PayloadSigning.Auto ? "over plain HTTP only" : Text(o.PayloadSigning == PayloadSigning.Always)),
        new(
            "request_checksum_calculation", ["request_checksum_calculation"], ["AWS_REQUEST_CHECKSUM_CALCULATION"], RequiredForm,
            (o, text) => Required(text) is { } required ? o with { RequestChecksumCalculation = required ? RequestChecksumCalculation.WhenRequired : RequestChecksumCalculation.WhenSupported } : null,
            o => o.RequestChecksumCalculation == RequestChecksumCalculation.WhenRequired ? "when_required" : "when_supported"),
        new(
            "response_checksum_validation", ["response_checksum_validation"], ["AWS_RESPONSE_CHECKSUM_VALIDATION"], RequiredForm,
            (o, text) => Required(text) is { } required ? o with { ResponseChecksumValidation = required ? ResponseChecksumValidation.WhenRequired : ResponseChecksumValidation.WhenSupported } : null,
            o => o.ResponseChecksumValidation == ResponseChecksumValidation.WhenRequired ? "when_required" : "when_supported"),
        new(
            "max_attempts", ["max_attempts"], ["AWS_MAX_ATTEMPTS"], CountForm,
            (o, text) => Count(text) is { } count ? o with { MaxAttempts = count } : null,
            o => Text(o.MaxAttempts)),
        new(
            "s3.multipart_threshold", ["s3.multipart_threshold"], [], ByteCount.Form,
            (o, text) => ByteCount.Parse(text) is { } size ? o with { MultipartThreshold = size } : null,
            o => Text(o.MultipartThreshold)),
        new(
            "s3.multipart_chunksize", ["s3.multipart_chunksize"], [], ByteCount.Form,
            (o, text) => ByteCount.Parse(text) is { } size ? o with { PartSize = size } : null,
            o => o.PartSize is { } size ? Text(size) : "by the object's length"),
        new(
            "s3.max_concurrent_requests", ["s3.max_concurrent_requests"], [], CountForm,
            (o, text) => Count(text) is { } count ? o with { Concurrency = count } : null,
            o => o.Concurrency is { } count ? Text(count) : $"grows while it pays, to {o.MaxConcurrency}"),
        new(
            "s3.max_bandwidth", ["s3.max_bandwidth"], [], ByteCount.RateForm,
            (o, text) => ByteCount.ParseRate(text) is { } rate ? o with { BandwidthLimit = rate } : null,
            o => o.BandwidthLimit is { } rate ? $"{Text(rate)} bytes/s" : "no limit"),
        Row.Unused(
            "s3.max_queue_size", CountForm,
            text => Count(text) is not null,
            "There is no queue of tasks: a worker takes its next part when it is free."),
        Row.Unused(
            "s3.io_chunksize", ByteCount.Form,
            text => ByteCount.Parse(text) is not null,
            "Buffers have the size that costs least, and are used again and again."),
        Row.Unused(
            "s3.preferred_transfer_client", "auto, default, classic or crt",
            text => text.ToLowerInvariant() is "auto" or "default" or "classic" or "crt",
            "There is one transfer client."),
        Row.Unused(
            "s3.target_bandwidth", ByteCount.RateForm,
            text => ByteCount.ParseRate(text) is not null,
            "Concurrency grows for as long as throughput grows with it; no target is needed."),
        Row.Unused(
            "s3.should_stream", FlagForm,
            text => Flag(text) is not null,
            "Files are always streamed."),
        Row.Unused(
            "s3.disk_throughput", ByteCount.RateForm,
            text => ByteCount.ParseRate(text) is not null,
            "Reading and sending pace each other."),
        Row.Unused(
            "s3.direct_io", FlagForm,
            text => Flag(text) is not null,
            "Files are read through the system's cache."),
        Row.Unused(
            "retry_mode", "legacy, standard or adaptive",
            text => text.ToLowerInvariant() is "legacy" or "standard" or "adaptive",
            "Retries are those of the standard mode, with a quota.", ["AWS_RETRY_MODE"]),
    ];

    public static S3ClientOptions Read(string? profileName, Func<string, string?> environment, ICollection<EnvironmentSetting>? settings = null)
    {
        var profile = SharedFiles.Load(environment).Find(profileName, environment);
        var options = new S3ClientOptions
        {
            Credentials = CredentialChain.Default(profileName, environment),
            Proxy = ProxyRules.FromEnvironment(environment),
        };
        var ignoresEndpoints = false;
        foreach (var row in Rows)
        {
            var found = ignoresEndpoints && row.Name == EndpointUrl ? null : Find(row, environment, profile);
            if (found is { } said)
            {
                options = row.Apply(options, said.Text)
                    ?? throw new S3ConfigurationException($"{said.Origin} is '{said.Text}', which cannot be used. Set it to {row.Form}.");
                ignoresEndpoints |= row.Name == IgnoreEndpoints && Flag(said.Text) is true;
            }

            settings?.Add(new EnvironmentSetting(row.Name, found?.Text, found?.Origin, row.IgnoredBecause, row.Show));
        }

        return options;
    }

    private static (string Text, string Origin)? Find(Row row, Func<string, string?> environment, Profile? profile)
    {
        foreach (var variable in row.Variables)
        {
            if (environment(variable) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                return (text.Trim(), variable);
            }
        }

        foreach (var key in row.Keys)
        {
            if (profile?[key] is { } value)
            {
                return (value, $"'{key}' of the profile '{profile.Name}'");
            }
        }

        return null;
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

    private static Uri? Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static string Text(bool flag) => flag ? "true" : "false";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>One setting.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Keys">The profile's keys, in the order they are asked.</param>
    /// <param name="Variables">The variables, in the order they are asked, before the keys.</param>
    /// <param name="Form">What it may be, for the message when it is something else.</param>
    /// <param name="Apply">The options with it, or null when it cannot be used.</param>
    /// <param name="Show">The value in effect, for people.</param>
    private sealed record Row(
        string Name, string[] Keys, string[] Variables, string Form, Func<S3ClientOptions, string, S3ClientOptions?> Apply, Func<S3ClientOptions, string?>? Show)
    {
        public string? IgnoredBecause { get; private init; }

        /// <summary>A setting of another client's inner workings: checked, so that a slip is noticed, and ignored for a reason.</summary>
        public static Row Unused(string name, string form, Predicate<string> fits, string because, string[]? variables = null) =>
            new(name, [name], variables ?? [], form, (options, text) => fits(text) ? options : null, Show: null) { IgnoredBecause = because };
    }
}
