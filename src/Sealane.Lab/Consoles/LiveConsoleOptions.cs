using Sealane.Lab.Programs;
using Sealane.Signing.Keys;

namespace Sealane.Lab.Consoles;

/// <summary>How a live console is to be.</summary>
public sealed record LiveConsoleOptions
{
    /// <value>The keys under which requests are proven. Default: <see cref="LabKeys"/>.</value>
    public SigningCredentials Credentials { get; init; } = LabKeys.Credentials;

    /// <value>How many requests are kept for those who look, the newest. Default 1,000; each takes about 40 KB.</value>
    public int MostRequests { get; init; } = 1_000;

    /// <value>How many requests may wait to be examined; when more come at once, the oldest of these are counted and not shown. Default 1,000.</value>
    public int MostWaiting { get; init; } = 1_000;

    /// <value>The clock. Default: the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
