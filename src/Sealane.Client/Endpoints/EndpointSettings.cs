namespace Sealane.Endpoints;

/// <summary>The options that decide where requests go.</summary>
internal sealed record EndpointSettings
{
    /// <summary>The client's region; the bucket's own where that is known.</summary>
    public required string Region { get; init; }

    public bool UseAccelerate { get; init; }

    public bool UseDualStack { get; init; }

    public bool UseFips { get; init; }

    public AddressingStyle Addressing { get; init; }

    /// <summary>An endpoint of one's own, or null for AWS.</summary>
    public Uri? EndpointUrl { get; init; }
}
