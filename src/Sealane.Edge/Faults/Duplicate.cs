namespace Sealane.Edge.Faults;

/// <summary>Forwards the request twice, one after the other, and passes the second answer back; the first is thrown away.</summary>
/// <remarks>The body is kept meanwhile, so a body beyond the relay's limit for holds is forwarded once, and no fault recorded.</remarks>
public sealed record Duplicate : Fault
{
    /// <inheritdoc/>
    public override string Reason => "A proxy that lost an answer tries once more, and the endpoint has done the work already.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_next_upstream, haproxy 'retry-on'; RFC 9110 9.2.2";

    /// <inheritdoc/>
    public override string ToString() => "forwarded twice";
}
