using System.Security.Authentication;
using Sealane.Diagnostics;
using Sealane.Endpoints;

namespace Sealane.Sending;

/// <summary>Sorts what the HTTP stack throws, and says what to try.</summary>
internal static class ConnectionFailures
{
    /// <summary>Whether an exception means that the connection failed.</summary>
    public static bool Is(Exception fault) => fault is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>The kind of a failure.</summary>
    public static ConnectionFault KindOf(Exception fault) => fault switch
    {
        OperationCanceledException => ConnectionFault.TimedOut,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException } => ConnectionFault.Hopeless,
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status } when (int)status < 500 => ConnectionFault.Hopeless,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => ConnectionFault.Hopeless,
        _ => ConnectionFault.Broken,
    };

    /// <summary>The exception for the caller.</summary>
    public static S3ConnectionException ToException(Exception fault, string request, Endpoint endpoint, Uri? proxy, IdleGuard guard, int attempts)
    {
        var (what, remedy) = fault switch
        {
            OperationCanceledException { InnerException: TimeoutException } => ("no connection came about in time", "Check the network, the proxy and ConnectTimeout."),
            OperationCanceledException => (guard.Complaint.TrimEnd('.'), "Check the network, or allow more with IdleTimeout."),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => ("the host's name is not known", "Check the bucket's name, the region and EndpointUrl, then the network."),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException inner } =>
                (inner.Message.TrimEnd('.'), "If a proxy or a private CA stands on the way, trust its certificate with CaBundle (AWS_CA_BUNDLE)."),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status } =>
                ($"the proxy answered {(int)status} to CONNECT", "Check the proxy's address, its user and its rules, or list the host in NO_PROXY."),
            HttpRequestException { InnerException: { } inner } => (inner.Message.TrimEnd('.'), "Check that something listens there, and the network."),
            _ => (fault.Message.TrimEnd('.'), "Check that something listens there, and the network."),
        };
        var times = attempts > 1 ? $" Tried {attempts} times." : string.Empty;
        var way = proxy is null ? string.Empty : $" through the proxy {proxy.GetLeftPart(UriPartial.Authority)}";
        return new S3ConnectionException($"{request} got no answer from {endpoint.Scheme}://{endpoint.Host}{way}: {what}. {remedy}{times}", fault);
    }
}
