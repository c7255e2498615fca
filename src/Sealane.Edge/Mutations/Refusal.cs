namespace Sealane.Edge.Mutations;

/// <summary>An answer of the edge's own to a request that it does not pass on. It is given at once, before the body is read, and the connection ends with it.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Why">What is wrong with the request, to follow <c>the edge did not forward this request:</c>.</param>
public sealed record Refusal(int Status, string Why)
{
    /// <value>Where a redirect points. Default: null, it is none.</value>
    public string? Location { get; init; }

    /// <value>Whether the connection is reset right behind it, though the client may still be sending. Default: false, the client is let finish.</value>
    public bool IsAbrupt { get; init; }
}
