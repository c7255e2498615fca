using System.Net;
using System.Net.Sockets;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>Ports for programs that cannot say which one they got when they are left to choose.</summary>
/// <remarks>Below those that Linux gives to connections, so that only another server can be in the way; each process begins elsewhere.</remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _next = Environment.ProcessId * 101 % Count;

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
