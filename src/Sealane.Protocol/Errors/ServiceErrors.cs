namespace Sealane.Protocol.Errors;

/// <summary>The service itself: failures that pass, and "too fast". All are retryable.</summary>
public static class ServiceErrors
{
    private const string Slow = "Wait and try again, longer each time; send fewer requests at once.";
    private const string Fast = "Requests come faster than the service takes them.";

    /// <summary>500, retryable.</summary>
    public static readonly ErrorRow InternalError = new(
        "InternalError", 500, true,
        "We encountered an internal error. Please try again.",
        "The service failed.",
        "Try again; when it lasts, give the provider's support the request id.");

    /// <summary>503, retryable.</summary>
    public static readonly ErrorRow ServiceUnavailable = new(
        "ServiceUnavailable", 503, true,
        "Service is unable to handle request.",
        "The service cannot answer now.",
        Slow);

    /// <summary>503, retryable, throttles.</summary>
    public static readonly ErrorRow SlowDown = Throttle("SlowDown", 503, "Please reduce your request rate.");

    // The throttle codes that AWS's SDKs know in their standard mode; S3 itself says SlowDown, and gateways before it the others.
    internal static readonly ErrorRow[] All =
    [
        InternalError,
        ServiceUnavailable,
        SlowDown,
        new("RequestTimeoutException", 400, true, "Request timed out.", "The service waited too long.", "Try again."),
        Throttle("Throttling", 400, "Rate exceeded"),
        Throttle("ThrottlingException", 400, "Rate exceeded"),
        Throttle("ThrottledException", 400, "Rate exceeded"),
        Throttle("RequestThrottled", 400, "Rate exceeded"),
        Throttle("RequestThrottledException", 400, "Rate exceeded"),
        Throttle("TooManyRequestsException", 429, "Too Many Requests"),
        Throttle("ProvisionedThroughputExceededException", 400, "Rate exceeded"),
        Throttle("TransactionInProgressException", 400, "A transaction is in progress."),
        Throttle("RequestLimitExceeded", 503, "Request limit exceeded."),
        Throttle("BandwidthLimitExceeded", 509, "Bandwidth Limit Exceeded"),
        Throttle("LimitExceededException", 400, "Limit exceeded"),
        Throttle("PriorRequestNotComplete", 400, "The prior request is not complete."),
        Throttle("EC2ThrottledException", 400, "Rate exceeded"),
    ];

    private static ErrorRow Throttle(string code, int status, string message) => new(code, status, true, message, Fast, Slow) { Throttles = true };
}
