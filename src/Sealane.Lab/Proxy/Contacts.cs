namespace Sealane.Lab.Proxy;

/// <summary>How clients came into the lab, counted: what a program took up of its environment can be read from it.</summary>
/// <param name="Connections">Connections.</param>
/// <param name="Tunnels">CONNECTs that were answered with 200.</param>
/// <param name="Handshakes">TLS handshakes that succeeded: their clients trust the lab's authority.</param>
/// <param name="Proxied">Connections with requests in the clear that name their host in absolute form, as one says to a proxy.</param>
/// <param name="Direct">Connections that came to the lab as if it were the host itself: to its URL, or led in by name.</param>
public sealed record Contacts(int Connections, int Tunnels, int Handshakes, int Proxied, int Direct)
{
    /// <summary>Both together.</summary>
    public static Contacts operator +(Contacts left, Contacts right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Contacts(
            left.Connections + right.Connections,
            left.Tunnels + right.Tunnels,
            left.Handshakes + right.Handshakes,
            left.Proxied + right.Proxied,
            left.Direct + right.Direct);
    }
}
