namespace Sealane.Lab.Replays;

/// <summary>How much of what clients send is kept, so that it can be sent again.</summary>
public sealed record CaptureLimits
{
    /// <value>Most bytes of all bodies in memory; what comes after goes to a file. Default 32 MiB.</value>
    public long Memory { get; init; } = 32 * 1024 * 1024;

    /// <value>Most bytes of one body; a larger one is not kept, and its request not replayed. Default 64 MiB.</value>
    public long Body { get; init; } = 64 * 1024 * 1024;

    /// <value>Most bytes of all bodies; what comes after is not kept. Default 1 GiB.</value>
    public long Total { get; init; } = 1024 * 1024 * 1024;
}
