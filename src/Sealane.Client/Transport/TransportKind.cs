namespace Sealane.Transport;

/// <summary>What carries requests to S3.</summary>
public enum TransportKind
{
    /// <summary>
    /// .NET's own HTTP stack (<see cref="SocketsHttpHandler"/>): for proxies that ask for Digest, NTLM or Kerberos, and for its metrics and logs.
    /// </summary>
    HttpClient,

    /// <summary>A lean HTTP/1.1 on sockets: less processor time, above all for small objects.</summary>
    Sockets,

    /// <summary>
    /// The same, and the thread that sends waits in the system call: the least processor time, for programs whose threads are their own.
    /// </summary>
    /// <remarks>A caller in a thread pool's thread holds it until the request has ended.</remarks>
    BlockingSockets,
}
