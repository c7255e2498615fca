using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sealane.Signing.Requests;

namespace Sealane.Transport.Sockets;

/// <summary>Sends over connections of its own, in HTTP/1.1.</summary>
/// <remarks>
/// <code>
///   (1) find      scheme + Host          -> origin
///   (2) connect   a connection that rests there, or a new one                     &lt;--+
///   (3) write     head + body            -> bytes, unless an answer comes before     | once, when a rested connection turns
///   (4) read      bytes                  -> the answer's head                     ---+ out to be closed, and the body is untouched
///   (5) hand on   the body; at its end the connection goes back to rest
/// </code>
/// A body that was touched is the sender's affair: it knows whether the source can be read again.
/// </remarks>
internal sealed class SocketTransport : ITransport
{
    // As HttpTransport: addresses change behind a name.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // As .NET's own HTTP stack.
    private static readonly TimeSpan RestingTime = TimeSpan.FromMinutes(1);

    private readonly TransportSettings _settings;
    private readonly ProxyAdapter _proxy;
    private readonly Connector _connector;
    private readonly ConcurrentDictionary<(string Scheme, string Host), Origin> _origins = new();
    private readonly Func<Connection, bool> _isFresh;
    private readonly Func<Connection, bool> _isGood;
    private readonly Lock _sweeping = new();
    private ITimer? _sweep;
    private volatile bool _disposed;

    /// <param name="settings">How connections come about.</param>
    /// <param name="blocks">Whether to wait in the system call, on the caller's thread.</param>
    /// <exception cref="Diagnostics.S3ConfigurationException">The CA bundle cannot be used.</exception>
    public SocketTransport(TransportSettings settings, bool blocks)
    {
        (_settings, Blocks) = (settings, blocks);
        _proxy = new ProxyAdapter(settings.Proxy, settings.ConnectTo);
        _connector = new Connector(settings, blocks);
        _isFresh = IsFresh;
        _isGood = connection => IsFresh(connection) && connection.IsSilent;
    }

    public bool Blocks { get; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Answer> SendAsync(string scheme, RequestHead head, OutgoingBody? body, CancellationToken cancellationToken)
    {
        // (1) find
        var origin = Find(scheme, head);
        for (var again = false; ; again = true)
        {
            // (2) connect
            var rested = again ? null : origin.Take(_isGood);
            var connection = rested ?? await _connector.OpenAsync(origin, cancellationToken).ConfigureAwait(false);
            var handedOn = false;
            try
            {
                connection.Attach(cancellationToken);

                // (3) write
                var fault = await WriteAsync(connection, origin, head, body, cancellationToken).ConfigureAwait(false);

                // (4) read
                var answer = connection.Request.Early ?? await ReadHeadAsync(connection, head, fault).ConfigureAwait(false);

                // (5) hand on
                answer = answer with { KeepsAlive = answer.KeepsAlive && connection.Request.IsFinished };
                var stream = new AnswerBody(connection, answer, origin.GiveBack);
                handedOn = true;
                return new Answer(answer.Status, answer.Fields, answer.Length, stream, stream);
            }
            catch (IOException fault)
            {
                if (rested is null || connection.HasAnswered || connection.Request.HasBody)
                {
                    throw new HttpRequestException(HttpRequestError.Unknown, fault.Message, fault);
                }
            }
            finally
            {
                if (!handedOn)
                {
                    connection.Dispose();
                }
            }
        }
    }

    public Uri? ProxyFor(string scheme, string host) => _proxy.GetProxy(new Uri($"{scheme}://{host}/"));

    public void Dispose()
    {
        _disposed = true;
        _sweep?.Dispose();
        foreach (var origin in _origins.Values)
        {
            origin.Sweep(static _ => false);
        }
    }

    private Origin Find(string scheme, RequestHead head)
    {
        var host = head.Value("host") ?? throw new ArgumentException("The head has no Host.", nameof(head));
        return _origins.TryGetValue((scheme, host), out var origin) ? origin : _origins.GetOrAdd((scheme, host), Resolve);
    }

    private Origin Resolve((string Scheme, string Host) asked)
    {
        var url = new Uri($"{asked.Scheme}://{asked.Host}/");
        var secure = asked.Scheme == Uri.UriSchemeHttps;
        var proxy = _proxy.GetProxy(url);
        var rule = _settings.ConnectTo.FirstOrDefault(rule => rule.Matches(url.Host, url.Port));
        return new Origin
        {
            IsSecure = secure,
            Host = url.IdnHost,
            Port = url.Port,
            Address = rule is not null ? (rule.ToHost, rule.ToPort) : proxy is not null ? (proxy.IdnHost, proxy.Port) : (url.IdnHost, url.Port),
            IsBehindProxy = proxy is not null,
            ProxyAuthorization = proxy is null ? null : _proxy.BasicFor(proxy),
            Ended = Return,
            TargetPrefix = proxy is null || secure ? string.Empty : $"{asked.Scheme}://{asked.Host}",
        };
    }

    // What ended the writing before its end, or null. The connection's own failure is kept: an answer may have come before it.
    private async ValueTask<IOException?> WriteAsync(
        Connection connection, Origin origin, RequestHead head, OutgoingBody? body, CancellationToken cancellationToken)
    {
        var request = connection.Request;
        request.Begin(head, origin, body);
        try
        {
            if (body is { } outgoing)
            {
                if (head.Has("Expect") && !await request.AskAsync(_settings.ExpectContinueTimeout, _settings.TimeProvider).ConfigureAwait(false))
                {
                    return null;
                }

                await outgoing.Write(request, cancellationToken).ConfigureAwait(false);
            }

            await request.FinishAsync().ConfigureAwait(false);
            return null;
        }
        catch (IOException fault) when (request.HasStopped)
        {
            return fault;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<AnswerHead> ReadHeadAsync(Connection connection, RequestHead head, IOException? fault)
    {
        try
        {
            while (true)
            {
                var length = connection.Heads.TryRead(connection.Input, head.Method == "HEAD", out var answer);
                connection.Take(length);
                if (length > 0 && !answer.IsInterim)
                {
                    return answer;
                }

                if (length == 0 && await connection.FillAsync().ConfigureAwait(false) == 0)
                {
                    throw new HttpIOException(HttpRequestError.ResponseEnded, "The connection was closed before an answer came.");
                }
            }
        }
        catch (IOException) when (fault is not null)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private void Return(Origin origin, Connection connection, bool reusable)
    {
        connection.Rest(_settings.TimeProvider.GetTimestamp());
        if (reusable && !_disposed && connection.Input.IsEmpty)
        {
            origin.Return(connection);
            Arm();
        }
        else
        {
            connection.Dispose();
        }
    }

    private bool IsFresh(Connection connection) =>
        _settings.TimeProvider.GetElapsedTime(connection.Born) < Lifetime
        && (connection.RestsSince is not { } since || _settings.TimeProvider.GetElapsedTime(since) < RestingTime);

    // Runs while connections rest, and no longer: a client that is forgotten holds nothing for long.
    private void Arm()
    {
        if (_sweep is null)
        {
            lock (_sweeping)
            {
                _sweep ??= _settings.TimeProvider.CreateTimer(static transport => ((SocketTransport)transport!).Sweep(), this, RestingTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Sweep()
    {
        var left = false;
        foreach (var origin in _origins.Values)
        {
            left |= origin.Sweep(_isFresh);
        }

        lock (_sweeping)
        {
            _sweep?.Dispose();
            _sweep = null;
        }

        if (left && !_disposed)
        {
            Arm();
        }
    }
}
