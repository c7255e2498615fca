using System.Net.Security;
using System.Net.Sockets;

namespace Sealane.Server.Null;

/// <summary>TLS over TCP.</summary>
internal sealed class TlsWire : IWire, IDisposable
{
    private readonly byte[] _scratch;
    private readonly SslStream _tls;

    private TlsWire(Socket socket, byte[] scratch)
    {
        _scratch = scratch;
        _tls = new SslStream(new RecordStream(socket));
    }

    /// <summary>Takes the client's hello and answers it.</summary>
    public static TlsWire Accept(Socket socket, byte[] scratch, Func<string?, SslServerAuthenticationOptions> settings)
    {
        var wire = new TlsWire(socket, scratch);

        try
        {
            // The settings depend on the name in the hello, which only this form hands out. It completes on this thread: the stream blocks.
            wire._tls.AuthenticateAsServerAsync(
                (_, hello, _, _) => ValueTask.FromResult(ForHttp1(settings(hello.ServerName))), null, CancellationToken.None)
                .GetAwaiter().GetResult();
            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    public int Receive(Span<byte> into) => _tls.Read(into);

    public int Drop(long most) => _tls.Read(_scratch.AsSpan(0, (int)Math.Min(most, _scratch.Length)));

    public void Send(ReadOnlySpan<byte> bytes)
    {
        _tls.Write(bytes);
        _tls.Flush();
    }

    public void Dispose() => _tls.Dispose();

    private static SslServerAuthenticationOptions ForHttp1(SslServerAuthenticationOptions tls)
    {
        tls.ApplicationProtocols ??= [SslApplicationProtocol.Http11];
        return tls;
    }
}
