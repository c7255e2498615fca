using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Sealane.Lab.Names;

namespace Sealane.Tests.Client.Transports;

/// <summary>A server that does with each connection what the test says, over plain TCP or TLS.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Visit, Task> _script;
    private readonly LeafCache? _leaves;
    private readonly string _name;
    private readonly List<Task> _visits = [];
    private readonly Task _accepting;
    private int _connections;

    /// <param name="script">What happens on a connection; it is closed when this ends.</param>
    /// <param name="authority">Signs for the name; null for plain TCP.</param>
    /// <param name="name">The host that the certificate is for.</param>
    public RawServer(Func<Visit, Task> script, CertificateAuthority? authority = null, string name = "localhost")
    {
        (_script, _name) = (script, name);
        _leaves = authority is null ? null : new LeafCache(authority);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The Host of requests.</summary>
    public string Host => $"{(_leaves is null ? "127.0.0.1" : "localhost")}:{Port}";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Scheme => _leaves is null ? "http" : "https";

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_visits);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _visits.Add(ServeAsync(client, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        try
        {
            using (client)
            {
                Stream stream = client.GetStream();
                if (_leaves is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _leaves.For(_name) }, _stop.Token);
                    stream = secure;
                }

                await using (stream)
                {
                    await _script(new Visit(stream, client.Client, number, _stop.Token));
                }
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
        }
    }
}

/// <summary>One connection, from the server's side.</summary>
internal sealed class Visit(Stream stream, Socket socket, int number, CancellationToken stop)
{
    /// <summary>The number of the connection, from 1 on.</summary>
    public int Number => number;

    public Socket Socket => socket;

    public CancellationToken Stop => stop;

    /// <summary>The next request's head, or null when the client closed.</summary>
    public async Task<string?> HeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public async Task ReadAsync(long count)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), stop);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            count -= read;
        }
    }

    public Task SayAsync(string text) => SayAsync(Encoding.Latin1.GetBytes(text));

    public async Task SayAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stop);
        await stream.FlushAsync(stop);
    }

    /// <summary>Does nothing until the test ends.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, stop);
}
