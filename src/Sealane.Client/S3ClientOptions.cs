using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Endpoints;
using Sealane.Flow;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Naming;
using Sealane.Sending;
using Sealane.Signing.Headers;
using Sealane.Transfers;
using Sealane.Transport;
using Sealane.Transport.Sockets;

namespace Sealane;

/// <summary>Everything that can be chosen about a client. Immutable: <c>with</c> makes a variation.</summary>
public sealed record S3ClientOptions
{
    // A request on the way holds two buffers of 256 KiB: its body's, and the HTTP stack's.
    private const long LaneBytes = 512 * 1024;

    /// <summary>The region; best the bucket's own, which saves a redirect.</summary>
    /// <value>Null by default, which only an <see cref="EndpointUrl"/> of one's own allows (it then signs for us-east-1).</value>
    public string? Region { get; init; }

    /// <summary>Where credentials come from.</summary>
    /// <value>The environment, then the shared profile files, by default.</value>
    public ICredentialSource Credentials { get; init; } = CredentialChain.Default();

    /// <summary>
    /// Whether requests go through S3 Transfer Acceleration; operations that it does not serve go to the regional host by themselves.
    /// </summary>
    public bool UseAccelerateEndpoint { get; init; }

    /// <summary>Whether hosts are used that have IPv6 addresses too.</summary>
    public bool UseDualStackEndpoint { get; init; }

    /// <summary>Whether hosts are used that are validated under FIPS 140.</summary>
    public bool UseFipsEndpoint { get; init; }

    /// <summary>Where the bucket's name stands.</summary>
    /// <value><see cref="AddressingStyle.Auto"/> by default.</value>
    public AddressingStyle AddressingStyle { get; init; }

    /// <summary>The endpoint of another store than AWS: http or https, host, port, perhaps a path.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>Who pays for requests to a bucket whose owner does not: <c>requester</c>, or null.</summary>
    public string? RequestPayer { get; init; }

    /// <summary>The version of the signature: <c>s3v4</c>, the only one there is here.</summary>
    /// <exception cref="S3ConfigurationException">Another one is asked for; the message names what is supported.</exception>
    public string SignatureVersion
    {
        get;
        init => field = value is not null && (value.Equals("s3v4", StringComparison.OrdinalIgnoreCase) || value.Equals("v4", StringComparison.OrdinalIgnoreCase))
            ? "s3v4"
            : throw new S3ConfigurationException(
                $"SignatureVersion '{value}' is not supported. Sealane signs with 's3v4' (AWS Signature Version 4), which every region and every S3 store of today accepts; leave it out or set it to 's3v4'.");
    } = "s3v4";

    /// <summary>When requests carry a checksum of their body.</summary>
    /// <value>
    /// <see cref="RequestChecksumCalculation.WhenSupported"/> by default; <see cref="RequestChecksumCalculation.WhenRequired"/> suits
    /// stores that cannot read trailers.
    /// </value>
    public RequestChecksumCalculation RequestChecksumCalculation { get; init; }

    /// <summary>When the checksum of a downloaded object is verified.</summary>
    /// <value><see cref="ResponseChecksumValidation.WhenSupported"/> by default.</value>
    public ResponseChecksumValidation ResponseChecksumValidation { get; init; }

    /// <summary>The algorithm of those checksums.</summary>
    /// <value><see cref="ChecksumAlgorithm.Crc64Nvme"/> by default, S3's own.</value>
    public ChecksumAlgorithm ChecksumAlgorithm { get; init; } = ChecksumAlgorithm.Crc64Nvme;

    /// <summary>Whether an object's bytes are part of the signature.</summary>
    /// <value><see cref="PayloadSigning.Auto"/> by default: over plain HTTP only.</value>
    public PayloadSigning PayloadSigning { get; init; }

    /// <summary>How often a request is tried, the first time included.</summary>
    /// <value>3 by default, as the standard mode of AWS's SDKs.</value>
    /// <exception cref="S3ConfigurationException">Fewer than one.</exception>
    public int MaxAttempts
    {
        get;
        init => field = value >= 1 ? value : throw new S3ConfigurationException($"MaxAttempts is {value}: a request is tried at least once. Set it to 1 or more.");
    } = 3;

    /// <summary>What carries the requests.</summary>
    /// <value>
    /// <see cref="TransportKind.Sockets"/> by default; a proxy that is spoken to in SOCKS or TLS takes <see cref="TransportKind.HttpClient"/>.
    /// </value>
    public TransportKind Transport { get; init; } = TransportKind.Sockets;

    /// <summary>How long a connection may take to come about, TLS included.</summary>
    /// <value>10 seconds by default.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long not a single byte may move, in either direction, before an attempt counts as failed.</summary>
    /// <value>60 seconds by default.</value>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The bytes per second below which the connection that an object is read from counts as stalled: it is dropped, and the reading goes on
    /// over another one.
    /// </summary>
    /// <value>4 KiB by default, which no network in use stays under for long; null to wait as long as bytes move at all.</value>
    /// <exception cref="S3ConfigurationException">Less than one.</exception>
    public long? MinimumRate
    {
        get;
        init => field = value is null or >= 1 ? value : throw new S3ConfigurationException($"MinimumRate is {value}. Set it to 1 byte a second or more, or to null for none.");
    } = 4 * 1024;

    /// <summary>For how long it must be slower than that; only time spent waiting for bytes counts.</summary>
    /// <value>30 seconds by default.</value>
    public TimeSpan StallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The body length, in bytes, from which a request waits for S3's word (<c>100 Continue</c>) before it sends the body.
    /// </summary>
    /// <value>1 MiB by default: below it, the wait costs more than a body sent in vain.</value>
    public long ExpectContinueThreshold { get; init; } = 1024 * 1024;

    /// <summary>How long to wait for that word before the body is sent anyway; some stores and proxies never say it.</summary>
    /// <value>One second by default.</value>
    public TimeSpan ExpectContinueTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Hosts whose connections go to another address, as with curl's <c>--connect-to</c>; the first rule that matches counts.
    /// </summary>
    public IReadOnlyList<ConnectToRule> ConnectTo { get; init; } = [];

    /// <summary>The proxies.</summary>
    /// <value>What HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the process say, by default.</value>
    public ProxyRules Proxy { get; init; } = ProxyRules.FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>A file of certificates (PEM) that are trusted in place of the system's.</summary>
    public string? CaBundle { get; init; }

    /// <summary>The object length, in bytes, above which a transfer goes in parts.</summary>
    /// <value>8 MiB by default.</value>
    public long MultipartThreshold { get; init; } = 8 * 1024 * 1024;

    /// <summary>The length of a part in bytes; longer where 10,000 parts would not do. S3 takes 5 MiB to 5 GiB.</summary>
    /// <value>Null by default: 8 MiB, more for a long object or a fast way.</value>
    /// <exception cref="S3ConfigurationException">Not a positive number.</exception>
    public long? PartSize
    {
        get;
        init => field = value is null or > 0 ? value : throw new S3ConfigurationException($"PartSize is {value}: a part has bytes. Set it to 5 MiB or more, or leave it out.");
    }

    /// <summary>How many requests of this client's transfers are on the way at a time, parts and objects together.</summary>
    /// <value>
    /// Null by default: one at first, more while each doubling brings a quarter more throughput, half as many when S3 says SlowDown; at most
    /// <see cref="MaxConcurrency"/>.
    /// </value>
    /// <exception cref="S3ConfigurationException">Fewer than one.</exception>
    public int? Concurrency
    {
        get;
        init => field = value is null or > 0 ? value : throw new S3ConfigurationException($"Concurrency is {value}: at least one request is on the way. Set it to 1 or more, or leave it out.");
    }

    /// <summary>The most requests on the way at a time while <see cref="Concurrency"/> is left to the client.</summary>
    /// <value>64 by default; fewer where <see cref="MemoryBudget"/> has not 512 KiB for each.</value>
    /// <exception cref="S3ConfigurationException">Fewer than one.</exception>
    public int MaxConcurrency
    {
        get;
        init => field = value > 0 ? value : throw new S3ConfigurationException($"MaxConcurrency is {value}: at least one request is on the way. Set it to 1 or more.");
    } = 64;

    /// <summary>
    /// The bytes of memory that this client's transfers may hold together: the parts of sources whose length is not known, and what is read
    /// ahead. Who finds none left waits. Files and known lengths take 256 KiB for each request on the way, whatever their parts' length.
    /// </summary>
    /// <value>64 MiB by default.</value>
    /// <exception cref="S3ConfigurationException">Less than 1 MiB.</exception>
    public long MemoryBudget
    {
        get;
        init => field = value >= 1024 * 1024 ? value : throw new S3ConfigurationException($"MemoryBudget is {value} bytes, and transfers need 1 MiB at least. Set a larger one.");
    } = 64 * 1024 * 1024;

    /// <summary>The bytes per second that this client's object bodies may move together, in both directions.</summary>
    /// <value>Null by default: no limit.</value>
    /// <exception cref="S3ConfigurationException">Not a positive number.</exception>
    public long? BandwidthLimit
    {
        get;
        init => field = value is null or > 0 ? value : throw new S3ConfigurationException($"BandwidthLimit is {value} bytes per second. Set a positive number, or leave it out.");
    }

    /// <summary>
    /// A folder for the parts of sources of unknown length that find no room in <see cref="MemoryBudget"/>; they are deleted at once.
    /// </summary>
    /// <value>Null by default: nothing is written to a disk, and the source waits instead.</value>
    public string? TempFolder { get; init; }

    /// <summary>
    /// The folder where transfers keep journals, one small file each, so that one that was cut off goes on where it ended when it is asked
    /// for again.
    /// </summary>
    /// <value>Null by default: nothing is kept, and a transfer that was cut off begins anew.</value>
    public string? JournalFolder { get; init; }

    /// <summary>
    /// Is told, in a sentence each, what a transfer did besides what was asked: that it goes on with an earlier one, that it could not, that
    /// it was given up and whether anything is left of it. Called by any thread.
    /// </summary>
    /// <value>Null by default.</value>
    public Action<string>? Notice { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The randomness of waiting times and temporary names.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Which headers are signed; changed only by the test that shows what signing the framing does.</summary>
    internal SignedHeaderPolicy SigningPolicy { get; init; } = SignedHeaderPolicy.AllowTable;

    /// <summary>
    /// Whether objects leave with Transfer-Encoding: chunked; set only by that same test. The wire table has no such form.
    /// </summary>
    internal bool SendsTransferEncoding { get; init; }

    /// <summary>The options that the environment and a profile ask for.</summary>
    /// <param name="profile">The profile; null takes AWS_PROFILE, or <c>default</c>.</param>
    /// <param name="environment">Looks up a variable; null takes the process's own.</param>
    /// <exception cref="S3ConfigurationException">
    /// The profile does not exist, or a value cannot be used; the message names it and the remedy.
    /// </exception>
    public static S3ClientOptions FromEnvironment(string? profile = null, Func<string, string?>? environment = null) =>
        EnvironmentOptions.Read(profile, environment ?? Environment.GetEnvironmentVariable);

    /// <summary>The options that the environment and a profile ask for, and where each of them was found.</summary>
    /// <param name="profile">The profile; null takes AWS_PROFILE, or <c>default</c>.</param>
    /// <param name="environment">Looks up a variable; null takes the process's own.</param>
    /// <param name="settings">Everything that could have been said, in a fixed order.</param>
    /// <exception cref="S3ConfigurationException">
    /// The profile does not exist, or a value cannot be used; the message names it and the remedy.
    /// </exception>
    public static S3ClientOptions FromEnvironment(
        string? profile, Func<string, string?>? environment, out IReadOnlyList<EnvironmentSetting> settings)
    {
        var found = new List<EnvironmentSetting>();
        settings = found;
        return EnvironmentOptions.Read(profile, environment ?? Environment.GetEnvironmentVariable, found);
    }

    internal EndpointSettings ToEndpointSettings() => new()
    {
        Region = RegionOrDefault(),
        UseAccelerate = UseAccelerateEndpoint,
        UseDualStack = UseDualStackEndpoint,
        UseFips = UseFipsEndpoint,
        Addressing = AddressingStyle,
        EndpointUrl = CheckedEndpoint(),
    };

    internal SendingSettings ToSendingSettings() => new()
    {
        Endpoint = ToEndpointSettings(),
        Credentials = Credentials,
        RequestPayer = RequestPayer,
        RequestChecksumCalculation = RequestChecksumCalculation,
        ResponseChecksumValidation = ResponseChecksumValidation,
        ChecksumAlgorithm = ChecksumAlgorithm,
        PayloadSigning = PayloadSigning,
        MaxAttempts = MaxAttempts,
        IdleTimeout = IdleTimeout,
        MinimumRate = MinimumRate,
        StallTime = StallTime,
        ExpectContinueThreshold = ExpectContinueThreshold,
        GatherLimit = PartSize ?? PartPlan.UsualSize,
        TimeProvider = TimeProvider,
        Random = Random,
        SigningPolicy = SigningPolicy,
        SendsTransferEncoding = SendsTransferEncoding,
    };

    internal ITransport MakeTransport()
    {
        var settings = new TransportSettings
        {
            Proxy = Proxy,
            ConnectTo = ConnectTo,

            // Reading it takes longer than many a command, and nothing here is spoken to in TLS.
            CaBundle = EndpointUrl?.Scheme == "http" && Proxy.AreHttp ? null : CaBundle,
            ConnectTimeout = ConnectTimeout,
            ExpectContinueTimeout = ExpectContinueTimeout,
            TimeProvider = TimeProvider,
        };

        // A proxy that is spoken to in SOCKS or in TLS is for .NET's own stack, whatever is asked for.
        return Transport switch
        {
            TransportKind.Sockets when Proxy.AreHttp => new SocketTransport(settings, blocks: false),
            TransportKind.BlockingSockets when Proxy.AreHttp => new SocketTransport(settings, blocks: true),
            _ => new HttpTransport(settings),
        };
    }

    internal Pace ToPace() => Concurrency is { } stated
        ? Pace.Fixed(stated)
        : Pace.Adaptive((int)Math.Clamp(MemoryBudget / LaneBytes, 1, MaxConcurrency), TimeProvider);

    internal TransferSettings ToTransferSettings() => new()
    {
        MultipartThreshold = MultipartThreshold,
        PartSize = PartSize,
        TempFolder = TempFolder,
        Memory = new MemoryBudget(MemoryBudget),
        JournalFolder = JournalFolder,
        Endpoint = EndpointUrl?.AbsoluteUri ?? RegionOrDefault(),
        Notice = Notice,
        RequestChecksumCalculation = RequestChecksumCalculation,
        ChecksumAlgorithm = ChecksumAlgorithm,
        TimeProvider = TimeProvider,
        Random = Random,
    };

    private string RegionOrDefault()
    {
        if (string.IsNullOrEmpty(Region))
        {
            return EndpointUrl is not null
                ? "us-east-1"
                : throw new S3ConfigurationException("No region is set. Set Region, or AWS_REGION, or 'region' in the profile, to the bucket's region, such as 'us-east-1'.");
        }

        return RegionName.WhyInvalid(Region) is { } why ? throw new S3ConfigurationException(why) : Region;
    }

    private Uri? CheckedEndpoint() =>
        EndpointUrl is null
        || (EndpointUrl.IsAbsoluteUri && EndpointUrl.Scheme is "http" or "https" && EndpointUrl is { Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 })
            ? EndpointUrl
            : throw new S3ConfigurationException("EndpointUrl cannot be used. Write it as https://HOST[:PORT][/PATH], without user, query or fragment.");
}
