using Sealane.Credentials;
using Sealane.Endpoints;
using Sealane.Flow;
using Sealane.Protocol.Checksums;
using Sealane.Signing.Headers;

namespace Sealane.Sending;

/// <summary>The options that decide how a request is sent.</summary>
internal sealed record SendingSettings
{
    public required EndpointSettings Endpoint { get; init; }

    public required ICredentialSource Credentials { get; init; }

    public string? RequestPayer { get; init; }

    public RequestChecksumCalculation RequestChecksumCalculation { get; init; }

    public ResponseChecksumValidation ResponseChecksumValidation { get; init; }

    public ChecksumAlgorithm ChecksumAlgorithm { get; init; } = ChecksumAlgorithm.Crc64Nvme;

    public PayloadSigning PayloadSigning { get; init; }

    public int MaxAttempts { get; init; } = 3;

    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public long? MinimumRate { get; init; }

    public TimeSpan StallTime { get; init; } = TimeSpan.FromSeconds(30);

    public long ExpectContinueThreshold { get; init; } = 1024 * 1024;

    /// <summary>The most bytes of a body of unknown length that are gathered in memory.</summary>
    public long GatherLimit { get; init; } = 8 * 1024 * 1024;

    public Pace Pace { get; init; } = Pace.Fixed(1);

    public BandwidthLimit BandwidthLimit { get; init; } = BandwidthLimit.None;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public Random Random { get; init; } = new();

    public SignedHeaderPolicy SigningPolicy { get; init; } = SignedHeaderPolicy.AllowTable;

    /// <summary>
    /// For one test only: objects leave with Transfer-Encoding: chunked and without Content-Length, as boto3 1.36.0 sent them.
    /// </summary>
    public bool SendsTransferEncoding { get; init; }

    /// <summary>How long the reading of an answer may wait for a byte.</summary>
    public TimeSpan LongestSilence => MinimumRate is not null && StallTime < IdleTimeout ? StallTime : IdleTimeout;

    public StallWatch WatchForStalls() => new(MinimumRate, StallTime, TimeProvider);
}
