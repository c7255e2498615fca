namespace Sealane.Transport.Sockets;

/// <summary>Keeps bytes between TLS and the socket.</summary>
internal interface IRecordBuffer
{
    /// <summary>Whether bytes have come in that nobody has asked for yet.</summary>
    bool HasInput { get; }

    /// <summary>Gives the memory back while nothing is sent or received.</summary>
    void Rest();
}
