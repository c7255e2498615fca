using System.Net.Sockets;

namespace Sealane.Server.Null;

/// <summary>Plain TCP.</summary>
internal sealed class SocketWire(Socket socket, byte[] scratch) : IWire
{
    // Linux forgets received TCP bytes without copying them when asked so (tcp(7), MSG_TRUNC).
    private static readonly bool DropsInKernel = OperatingSystem.IsLinux();

    public int Receive(Span<byte> into) => socket.Receive(into);

    public int Drop(long most) => socket.Receive(
        scratch.AsSpan(0, (int)Math.Min(most, scratch.Length)), DropsInKernel ? SocketFlags.Truncated : SocketFlags.None);

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }
}
