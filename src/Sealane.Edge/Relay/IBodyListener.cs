namespace Sealane.Edge.Relay;

/// <summary>Hears the body of one request as it came off the wire, framing included.</summary>
public interface IBodyListener
{
    /// <summary>Gets the next bytes. Must not block.</summary>
    void Take(ReadOnlySpan<byte> bytes);

    /// <summary>Is told that the body is whole; not told when the client went away before its end.</summary>
    void End();
}
