using System.CommandLine;
using Sealane.Cli.Output;
using Sealane.Credentials;
using Sealane.Endpoints;
using Sealane.Protocol.Checksums;
using Sealane.Sending;
using Sealane.Transport;

namespace Sealane.Cli.Flags;

/// <summary>The options of every command that talks to S3, and the one place that makes a client's options of them.</summary>
internal static class ClientFlags
{
    private const long LeastPart = 5 * 1024 * 1024;
    private const long LeastMemory = 24 * 1024 * 1024;

    // What the program takes whatever it transfers, measured.
    private const long OwnMemory = 16 * 1024 * 1024;
    private const long MostPart = 5L * 1024 * 1024 * 1024;

    private static readonly Option<string?> Profile = new("--profile")
    {
        HelpName = "name",
        Recursive = true,
        Description = "The profile of ~/.aws/config and ~/.aws/credentials.",
    };

    private static readonly ClientFlag[] Flags =
    [
        ClientFlag.Of(
            "region", new Option<string?>("--region") { HelpName = "region" },
            "The bucket's region.",
            (o, region) => o with { Region = region }),
        ClientFlag.Of(
            "endpoint_url", Values.Of("--endpoint-url", [], EndpointUrl, "it with its scheme: it is no endpoint URL otherwise; http://127.0.0.1:9000 for example", "url"),
            "Another endpoint than AWS's.",
            (o, url) => o with { EndpointUrl = url }),
        ClientFlag.Of(
            null, new Option<bool>("--no-sign-request"),
            "Do not sign: for public buckets.",
            (o, on) => on ? o with { Credentials = AnonymousCredentials.Instance } : o),
        ClientFlag.Of(
            null, Values.Choice("--request-payer", ["requester"]),
            "Pay for requests to a bucket whose owner does not.",
            (o, payer) => o with { RequestPayer = payer }),
        ClientFlag.Of(
            "s3.use_accelerate_endpoint", new Option<bool>("--accelerate", "--use-accelerate-endpoint"),
            "Through Transfer Acceleration.",
            (o, on) => o with { UseAccelerateEndpoint = on }),
        ClientFlag.Of(
            "use_dualstack_endpoint", new Option<bool>("--dualstack", "--use-dualstack-endpoint"),
            "To hosts with IPv6 addresses too.",
            (o, on) => o with { UseDualStackEndpoint = on }),
        ClientFlag.Of(
            "use_fips_endpoint", new Option<bool>("--fips", "--use-fips-endpoint"),
            "To hosts validated under FIPS 140.",
            (o, on) => o with { UseFipsEndpoint = on }),
        ClientFlag.Of(
            "s3.addressing_style", Values.Choice("--addressing-style", ["auto", "virtual", "path"]),
            "Where the bucket's name stands.",
            (o, style) => o with { AddressingStyle = Enum.Parse<AddressingStyle>(style!, ignoreCase: true) }),
        ClientFlag.Of(
            "s3.addressing_style", new Option<bool>("--path-style", "--force-path-style"),
            "The same as --addressing-style path.",
            (o, on) => on ? o with { AddressingStyle = AddressingStyle.Path } : o),
        ClientFlag.Of(
            "ca_bundle", new Option<string?>("--ca-bundle") { HelpName = "file" },
            "Certificates (PEM) to trust in place of the system's.",
            (o, file) => o with { CaBundle = file }),
        ClientFlag.Of(
            null, new Option<string[]>("--connect-to") { HelpName = "host:port:to:port" },
            "Connect to another address, as with curl.",
            (o, rules) => o with { ConnectTo = [.. rules.Select(ConnectToRule.Parse)] }),
        ClientFlag.Of(
            "max_attempts", Values.Number("--max-attempts", 1, "--retry-count"),
            "How often a request is tried.",
            (o, count) => o with { MaxAttempts = count!.Value }),
        ClientFlag.Of(
            null, Values.Duration("--connect-timeout", "--cli-connect-timeout"),
            "How long a connection may take to come about.",
            (o, time) => o with { ConnectTimeout = time!.Value }),
        ClientFlag.Of(
            null, Values.Duration("--read-timeout", "--cli-read-timeout"),
            "How long nothing may move before a request is tried again.",
            (o, time) => o with { IdleTimeout = time!.Value }),
        ClientFlag.Of(
            "s3.max_concurrent_requests", Values.Number("--concurrency", 1, "-c", "--numworkers"),
            "How many requests are on the way at a time, over all objects.",
            (o, count) => o with { Concurrency = count!.Value }),
        ClientFlag.Of(
            "s3.multipart_chunksize", Values.Of<long?>("--part-size", ["-p"], text => Profiles.ByteCount.Parse(text) is >= LeastPart and <= MostPart and var size ? size : null, "a size of 5MB to 5GB, which S3 takes", "size"),
            "The length of a part.",
            (o, size) => o with { PartSize = size!.Value }),
        ClientFlag.Of(
            "s3.max_bandwidth", Values.Rate("--bandwidth", "--max-bandwidth", "--limit-rate"),
            "The most bytes a second, of all transfers together, such as 10MB/s.",
            (o, rate) => o with { BandwidthLimit = rate }),
        ClientFlag.Of(
            null, Values.Of<long?>("--memory", [], text => Profiles.ByteCount.Parse(text) is >= LeastMemory and var size ? size : null, "a size of at least 24MB, which the program itself needs", "size"),
            "The most memory that the program takes, such as 100MB.",
            (o, size) => o with { MemoryBudget = size!.Value - OwnMemory }),
        ClientFlag.Of(
            null, new Option<string?>("--temp") { HelpName = "folder" },
            "Where parts of a pipe may wait that find no room in memory.",
            (o, folder) => o with { TempFolder = folder }),
        ClientFlag.Of(
            null, new Option<bool>("--no-resume"),
            "Keep no journal, and begin anew what was cut off before.",
            (o, on) => on ? o with { JournalFolder = null } : o),
        ClientFlag.Of(
            "s3.multipart_threshold", Values.Size("--multipart-threshold"),
            "Objects above it go in parts.",
            (o, size) => o with { MultipartThreshold = size!.Value }),
        ClientFlag.Of(
            null, Values.Choice("--checksum", [.. ChecksumTable.Rows.Select(row => row.WireName)], "--checksum-algorithm"),
            "The checksum that uploads carry; CRC64NVME if you do not say.",
            (o, name) => o with { ChecksumAlgorithm = ChecksumTable.FindByWireName(name!)!.Algorithm, RequestChecksumCalculation = RequestChecksumCalculation.WhenSupported }),
        ClientFlag.Of(
            "s3.payload_signing_enabled", Values.Choice("--payload-signing", ["auto", "always", "never"]),
            "Whether an object's bytes are signed: auto does so over plain HTTP only.",
            (o, when) => o with { PayloadSigning = Enum.Parse<PayloadSigning>(when!, ignoreCase: true) }),
    ];

    /// <summary>All of them, for the root of the command line.</summary>
    public static IEnumerable<Option> Options => Flags.Select(flag => flag.Option).Prepend(Profile);

    /// <summary>What the environment, the profile and the command line say, the command line last.</summary>
    public static S3ClientOptions Read(ParseResult parsed) => Apply(OfAProgram(S3ClientOptions.FromEnvironment(parsed.GetValue(Profile))), parsed);

    /// <summary>Options that are there already, and what a further command line says.</summary>
    public static S3ClientOptions Read(ParseResult parsed, S3ClientOptions options) =>
        parsed.GetResult(Profile) is { Implicit: false } ? Read(parsed) : Apply(options, parsed);

    /// <summary>The same, and where each setting comes from.</summary>
    public static S3ClientOptions Read(ParseResult parsed, out IReadOnlyList<EnvironmentSetting> settings) =>
        Apply(OfAProgram(S3ClientOptions.FromEnvironment(parsed.GetValue(Profile), null, out settings)), parsed);

    /// <summary>Whether any of them was given.</summary>
    public static bool AnyGiven(ParseResult parsed) => parsed.GetResult(Profile) is { Implicit: false } || Flags.Any(flag => flag.IsGiven(parsed));

    /// <summary>The option that overrides a setting on this command line; null when none does.</summary>
    public static string? Overriding(string setting, ParseResult parsed) =>
        Array.FindLast(Flags, flag => flag.Setting == setting && flag.IsGiven(parsed))?.Option.Name;

    // The threads of a command are its own, and it may be stopped at any time.
    private static S3ClientOptions OfAProgram(S3ClientOptions options) => options with
    {
        Transport = TransportKind.BlockingSockets,
        Notice = Complaints.Note,
        JournalFolder = StateFolder.Find(Environment.GetEnvironmentVariable),
    };

    private static S3ClientOptions Apply(S3ClientOptions options, ParseResult parsed) =>
        Flags.Aggregate(options, (changed, flag) => flag.Apply(changed, parsed));

    private static Uri? EndpointUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
