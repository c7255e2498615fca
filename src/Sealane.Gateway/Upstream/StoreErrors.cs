using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;

namespace Sealane.Gateway.Upstream;

/// <summary>The refusals of a gateway whose store did not serve it. All are retryable: the caller did nothing wrong.</summary>
internal static class StoreErrors
{
    private static readonly ErrorRow BadGateway = new(
        "BadGateway", 502, true,
        "The store behind this gateway did not serve it.",
        "The gateway took the request, and the store behind it did not answer as a store should.",
        "Try again; when it lasts, ask who runs the gateway.");

    private static readonly ErrorRow GatewayTimeout = BadGateway with { Code = "GatewayTimeout", Status = 504 };

    // What a store says of the key and the signature that it sees: they are the gateway's, and the caller could do nothing about them.
    private static readonly HashSet<string> OfTheGateway = new(StringComparer.Ordinal)
    {
        "SignatureDoesNotMatch", "InvalidAccessKeyId", "AuthorizationHeaderMalformed", "RequestTimeTooSkewed", "ExpiredToken", "InvalidToken",
        "InvalidSecurity", "PermanentRedirect", "TemporaryRedirect",
    };

    /// <summary>No connection to the store.</summary>
    public static Refusal Unreachable(string what) =>
        new(ServiceErrors.ServiceUnavailable, $"The store behind this gateway cannot be reached: {what}");

    /// <summary>The connection broke before an answer.</summary>
    public static Refusal Broken(string what) =>
        new(BadGateway, $"The connection to the store behind this gateway broke before it answered: {what}");

    /// <summary>No answer in time.</summary>
    public static Refusal Silent(string what) => new(GatewayTimeout, $"The store behind this gateway gave no answer. {what}");

    /// <summary>The store refused the gateway itself; null when the answer is the caller's.</summary>
    /// <remarks>Its document is not passed on: it quotes the request as the gateway signed it.</remarks>
    public static Refusal? OfDocument(ErrorDocument? document) => document is { Code: { } code } && OfTheGateway.Contains(code)
        ? new Refusal(
            BadGateway,
            $"The store behind this gateway refused the gateway's own request ({code}): its keys, region, address or clock are wrong. "
            + "The caller's signature is right, and nothing is to be changed there.").With("StoreErrorCode", code)
        : null;
}
