using Sealane.Signing.Requests;

namespace Sealane.Transport;

/// <summary>Sends a head and a body, and returns the answer. Thread-safe; keeps connections. Nothing is added to what was signed.</summary>
internal interface ITransport : IDisposable
{
    /// <summary>
    /// Whether the caller's thread sits in the system call: whatever is awaited here, the body and the answer's body included, has ended
    /// when it returns.
    /// </summary>
    bool Blocks { get; }

    /// <summary>Sends; returns as soon as the answer's head is there.</summary>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    /// <param name="head">The head; its Host field is where it goes.</param>
    /// <param name="body">The body, or null. It is written once at most; what it throws comes out as it is, or as the cause.</param>
    /// <param name="cancellationToken">Ends the sending and, until the answer is disposed, the reading of its body.</param>
    /// <exception cref="HttpRequestException">No connection came about, or it broke.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled; with a <see cref="TimeoutException"/> inside, no connection came about in time.
    /// </exception>
    /// <exception cref="ArgumentException">A value of the head has a line break, or a field cannot be sent.</exception>
    ValueTask<Answer> SendAsync(string scheme, RequestHead head, OutgoingBody? body, CancellationToken cancellationToken);

    /// <summary>The proxy that requests to a host go through, without its password; null when they go straight there.</summary>
    Uri? ProxyFor(string scheme, string host);
}
