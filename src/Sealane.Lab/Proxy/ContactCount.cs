namespace Sealane.Lab.Proxy;

/// <summary>Counts contacts. Thread-safe.</summary>
internal sealed class ContactCount
{
    private int _connections;
    private int _tunnels;
    private int _handshakes;
    private int _proxied;
    private int _direct;

    public Contacts Snapshot => new(_connections, _tunnels, _handshakes, _proxied, _direct);

    public void Connection() => Interlocked.Increment(ref _connections);

    public void Tunnel() => Interlocked.Increment(ref _tunnels);

    public void Handshake() => Interlocked.Increment(ref _handshakes);

    public void Proxied() => Interlocked.Increment(ref _proxied);

    public void Direct() => Interlocked.Increment(ref _direct);
}
