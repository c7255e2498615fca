namespace Sealane.Edge.Mutations;

/// <summary>What an edge knows about a request besides its head when the head goes on.</summary>
public sealed record Passage
{
    /// <value>The client's address in text; <c>unknown</c> when the connection has none (RFC 7239 6.2).</value>
    public string Client { get; init; } = "unknown";

    /// <value>The request's <c>Host</c> as the client sent it; empty when it had none.</value>
    public string Host { get; init; } = "";

    /// <value>The length of a chunked body that is complete already; null when it is not, or was not waited for.</value>
    public long? CompleteLength { get; init; }

    /// <value>Random bytes of this request, 64 of them: the same for the same seed and place in the order of arrival.</value>
    public ReadOnlyMemory<byte> Noise { get; init; } = new byte[64];

    /// <value>The edge's clock.</value>
    public DateTimeOffset Now { get; init; }
}
