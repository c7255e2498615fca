namespace Sealane.Transport;

/// <summary>Which transport a client gets.</summary>
internal static class TransportChoice
{
    /// <summary>The transport that is asked for, or the one that speaks to the proxies there are.</summary>
    public static ITransport Make(TransportKind kind, TransportSettings settings) => kind switch
    {
        _ => new HttpTransport(settings),
    };
}
