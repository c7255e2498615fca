namespace Sealane.Transport;

/// <summary>The options that decide how connections come about.</summary>
internal sealed record TransportSettings
{
    public ProxyRules Proxy { get; init; } = ProxyRules.None;

    public IReadOnlyList<ConnectToRule> ConnectTo { get; init; } = [];

    /// <summary>A PEM file of certificates to trust in place of the system's, or null.</summary>
    public string? CaBundle { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ExpectContinueTimeout { get; init; } = TimeSpan.FromSeconds(1);

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
