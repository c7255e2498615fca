namespace Sealane.Server.Null;

/// <summary>A connection's bytes, in the clear or under TLS; every call blocks its thread.</summary>
internal interface IWire
{
    /// <summary>Receives at least one byte; zero at the connection's end.</summary>
    int Receive(Span<byte> into);

    /// <summary>Receives and forgets at most this many bytes, at least one; zero at the connection's end.</summary>
    int Drop(long most);

    /// <summary>Sends all of it.</summary>
    void Send(ReadOnlySpan<byte> bytes);
}
