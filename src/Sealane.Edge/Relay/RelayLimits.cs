namespace Sealane.Edge.Relay;

/// <summary>What a relay keeps and how long it is patient.</summary>
public sealed record RelayLimits
{
    /// <value>Most bytes of a head; a longer one is refused with 400. Default 64 KiB.</value>
    public int Head { get; init; } = 64 * 1024;

    /// <value>
    /// Most bytes that a hold keeps of one request, as they came off the wire. A body beyond it is no longer waited for and leaves chunked.
    /// Default 64 MiB.
    /// </value>
    public long Hold { get; init; } = 64 * 1024 * 1024;

    /// <value>Most bytes that are read and thrown away after an answer that came before the body's end, so that the client sees the answer
    /// instead of a reset. Default 256 MiB.</value>
    public long Drain { get; init; } = 256 * 1024 * 1024;

    /// <value>
    /// How long a client that still has body to send may be silent after its answer before its connection is closed; closing while it sends
    /// would reset the connection, and the answer could be lost. Default 2 s.
    /// </value>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);

    /// <value>
    /// The same for a client that asked whether to send its body (<c>Expect: 100-continue</c>), has sent none of it, and got a final answer:
    /// most likely there is nothing to come. Default 100 ms.
    /// </value>
    public TimeSpan QuietUnbegun { get; init; } = TimeSpan.FromMilliseconds(100);
}
