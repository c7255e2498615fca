using Sealane.Protocol.Wire;
using Sealane.Sending;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane;

/// <summary>A client of S3. Thread-safe and meant to live long: it keeps connections, and what it learnt of regions and clocks.</summary>
public sealed class S3Client : IS3, IDisposable, IAsyncDisposable
{
    private readonly HttpTransport _transport;
    private readonly Sender _sender;

    /// <summary>Makes a client.</summary>
    /// <exception cref="Diagnostics.S3ConfigurationException">An option is missing or cannot be used; the message says which and what to do.</exception>
    public S3Client(S3ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        var settings = options.ToSendingSettings();
        _transport = new HttpTransport(options.ToTransportSettings());
        _sender = new Sender(settings, _transport, new SigningKeyCache());
    }

    /// <summary>Makes a client of what the environment and the shared profile files say.</summary>
    /// <exception cref="Diagnostics.S3ConfigurationException">They say too little, or something that cannot be used.</exception>
    public S3Client()
        : this(S3ClientOptions.FromEnvironment())
    {
    }

    /// <summary>What the client was made of.</summary>
    public S3ClientOptions Options { get; }

    /// <summary>Sends an operation; each has methods of its own on <see cref="IS3"/>, such as <c>PutObjectAsync</c>.</summary>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.S3ConfigurationException">Options, credentials and bucket do not fit together.</exception>
    public Task<TResult> SendAsync<TRequest, TResult>(Operation<TRequest, TResult> operation, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : class
        where TResult : class => _sender.SendAsync(operation, request, cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _transport.Dispose();

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
