namespace Sealane.Transport.Sockets;

/// <summary>Where the requests for one scheme and Host go, and the connections that rest there. Thread-safe.</summary>
internal sealed class Origin
{
    private readonly Stack<Connection> _resting = [];

    /// <summary>Whether it is spoken to in TLS.</summary>
    public required bool IsSecure { get; init; }

    /// <summary>The host's name or address, without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>The host's port.</summary>
    public required int Port { get; init; }

    /// <summary>What is connected to: the host itself, what a ConnectTo rule says, or a proxy.</summary>
    public required (string Host, int Port) Address { get; init; }

    /// <summary>Whether the address is a proxy's.</summary>
    public bool IsBehindProxy { get; init; }

    /// <summary>What the proxy is shown, or null.</summary>
    public string? ProxyAuthorization { get; init; }

    /// <summary>What stands before a request's target: a proxy for plain HTTP wants it in absolute form (RFC 9112 3.2.2).</summary>
    public required string TargetPrefix { get; init; }

    /// <summary>Takes a connection whose exchange has ended, and whether it may be used again.</summary>
    public Action<Connection, bool> GiveBack => field ??= (connection, reusable) => Ended(this, connection, reusable);

    /// <summary>What happens at the end of an exchange.</summary>
    public required Action<Origin, Connection, bool> Ended { get; init; }

    /// <summary>A resting connection that is still good, or null. The one that rested shortest, so that the others may go.</summary>
    public Connection? Take(Func<Connection, bool> isGood)
    {
        while (true)
        {
            Connection? connection;
            lock (_resting)
            {
                if (!_resting.TryPop(out connection))
                {
                    return null;
                }
            }

            if (isGood(connection))
            {
                return connection;
            }

            connection.Dispose();
        }
    }

    /// <summary>Lets a connection rest.</summary>
    public void Return(Connection connection)
    {
        lock (_resting)
        {
            _resting.Push(connection);
        }
    }

    /// <summary>Closes the resting connections that are no good any more; returns whether any are left.</summary>
    public bool Sweep(Func<Connection, bool> isGood)
    {
        lock (_resting)
        {
            if (_resting.Count > 0)
            {
                var good = _resting.Reverse().ToLookup(isGood);
                foreach (var connection in good[false])
                {
                    connection.Dispose();
                }

                _resting.Clear();
                foreach (var connection in good[true])
                {
                    _resting.Push(connection);
                }
            }

            return _resting.Count > 0;
        }
    }
}
