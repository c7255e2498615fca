namespace Sealane.Edge.Faults;

/// <summary>Takes the request and never answers; nothing goes on.</summary>
public sealed record Hang : Fault
{
    /// <inheritdoc/>
    public override string Reason => "A host behind a load balancer dies, and the connection to it is left half open.";

    /// <inheritdoc/>
    public override string Source => "RFC 9293 3.5.1 (half-open connections)";

    /// <inheritdoc/>
    public override string ToString() => "no answer";
}
