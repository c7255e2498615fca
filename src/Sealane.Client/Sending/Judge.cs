using System.Globalization;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Naming;

namespace Sealane.Sending;

/// <summary>Decides what to do after an attempt. A pure function: no clock, no randomness, no state.</summary>
/// <remarks>
/// <code>
/// success                                            Return
/// another region is named, once a request            Redirect       (Location is ignored; the region must be a host label)
/// RequestTimeTooSkewed with a ServerTime, once       AdjustClock    (for HEAD, which has no document: 403 and a Date far from ours)
/// ExpiredToken, once a request                       Renew          (the sender goes on only if other credentials come)
/// broken connection, 429, 500, 502, 503, 504,
///   a code that the error table calls retryable      RetryAfter     (standard mode: random * min(2^(n-1), 20) seconds)
/// anything else, or the body cannot be sent again    Fail           (with this answer, the first one)
/// </code>
/// </remarks>
internal static class Judge
{
    /// <summary>S3 takes requests that are signed within this of its own time (MaxAllowedSkewMilliseconds, 900,000).</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    // x-amz-retry-after is honoured within [t, t + 5 s] of the delay that would be chosen without it.
    private static readonly TimeSpan RetryAfterLeeway = TimeSpan.FromSeconds(5);

    /// <summary>The verdict on an outcome.</summary>
    public static Verdict Of(in Outcome outcome, in Situation situation)
    {
        if (outcome.IsSuccess)
        {
            return new Verdict.Return();
        }

        if (!situation.CanReplay)
        {
            return new Verdict.Fail();
        }

        return (Verdict?)Redirection(outcome, situation)
            ?? (Verdict?)Skew(outcome, situation)
            ?? Expiry(outcome, situation)
            ?? (Verdict?)Retry(outcome, situation)
            ?? new Verdict.Fail();
    }

    /// <summary>The wait before the n-th retry: random * min(2^(n-1), 20) seconds.</summary>
    public static TimeSpan Backoff(int retries, double jitter) =>
        jitter * Min(TimeSpan.FromSeconds(Math.Pow(2, Math.Min(retries - 1, 10))), MaxDelay);

    private static Verdict.Redirect? Redirection(Outcome outcome, Situation situation)
    {
        if (!situation.HasBucket || situation.Redirected || !NamesAnotherRegion(outcome, situation))
        {
            return null;
        }

        var region = outcome.Header("x-amz-bucket-region") ?? outcome.Error?.Extra("Region") ?? outcome.Error?.Extra("BucketRegion");
        return region is null ? new Verdict.Redirect(null)
            : region != situation.Region && RegionName.IsValid(region) ? new Verdict.Redirect(region)
            : null;
    }

    private static bool NamesAnotherRegion(Outcome outcome, Situation situation) => (outcome.Status, outcome.Error?.Code) switch
    {
        (301 or 302 or 307 or 308, _) => true,
        (_, "PermanentRedirect" or "TemporaryRedirect") => true,
        (400, "AuthorizationHeaderMalformed") => outcome.Error!.Extra("Region") is not null || outcome.Header("x-amz-bucket-region") is not null,
        (400, "IllegalLocationConstraintException") => situation.Operation != "CreateBucket",
        (400, null) => situation.IsHead && outcome.Header("x-amz-bucket-region") is not null,
        _ => false,
    };

    private static Verdict.AdjustClock? Skew(Outcome outcome, Situation situation)
    {
        if (situation.ClockSet || ServerTime(outcome, situation) is not { } serverTime || (serverTime - situation.SignedTime).Duration() < MaxSkew / 2)
        {
            return null;
        }

        return new Verdict.AdjustClock(serverTime - situation.LocalTime);
    }

    // S3 says ExpiredToken; the services behind it, and some stores, ExpiredTokenException.
    private static Verdict.Renew? Expiry(Outcome outcome, Situation situation) =>
        outcome.Error?.Code is "ExpiredToken" or "ExpiredTokenException" && !situation.Renewed ? new Verdict.Renew() : null;

    // The document's ServerTime is the server's own; Date may be a proxy's, so it counts only where there is no document.
    private static DateTimeOffset? ServerTime(Outcome outcome, Situation situation)
    {
        if (outcome.Error is { } error)
        {
            return error.Code == "RequestTimeTooSkewed"
                && DateTimeOffset.TryParse(error.Extra("ServerTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? time
                    : null;
        }

        return situation.IsHead
            && outcome.Status == 403
            && DateTimeOffset.TryParseExact(outcome.Header("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            && (date - situation.SignedTime).Duration() > MaxSkew
                ? date
                : null;
    }

    private static Verdict.RetryAfter? Retry(Outcome outcome, Situation situation)
    {
        var retryable = outcome.Fault switch
        {
            ConnectionFault.None => ErrorTable.Describe(outcome.Status, outcome.Error?.Code).Retryable,
            ConnectionFault.Hopeless => false,
            _ => true,
        };
        var cost = outcome.Fault == ConnectionFault.TimedOut ? RetryQuota.TimeoutCost : RetryQuota.Cost;
        return retryable && situation.Attempt < situation.MaxAttempts && situation.Quota >= cost
            ? new Verdict.RetryAfter(Delay(outcome, situation), cost)
            : null;
    }

    private static TimeSpan Delay(Outcome outcome, Situation situation)
    {
        var delay = Backoff(situation.Attempt, situation.Jitter);
        if (long.TryParse(outcome.Header("x-amz-retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            var asked = TimeSpan.FromMilliseconds(Math.Min(milliseconds, 60_000));
            return asked < delay ? delay : Min(asked, delay + RetryAfterLeeway);
        }

        if (RetryAfter(outcome.Header("Retry-After"), situation.LocalTime) is { } wait)
        {
            return wait < delay ? delay : Min(wait, MaxDelay);
        }

        return delay;
    }

    // Retry-After = HTTP-date / delay-seconds      (RFC 9110 10.2.3)
    private static TimeSpan? RetryAfter(string? value, DateTimeOffset now) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, 3600))
        : DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - now
        : null;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
