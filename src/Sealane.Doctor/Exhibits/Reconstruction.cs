using System.Globalization;
using Sealane.Doctor.Evidence;
using Sealane.Protocol.Errors;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Exhibits;

/// <summary>A request's voyage as the exhibits of it tell: as it was signed, as it was sent, as it arrived.</summary>
internal static class Reconstruction
{
    /// <summary>What stands for a value of which is only known that there was one.</summary>
    public const string Unknown = "(a value that is not shown)";

    /// <summary>What lies between the client's signer and the wire.</summary>
    private const string WithinClient = "the client's HTTP library";

    /// <summary>What lies between the client and the endpoint.</summary>
    private const string OnTheWay = "an unseen hop";

    public const string KeyNotShown = "(key-not-shown)";

    /// <summary>The voyage; null when no head is known at all, so that there is nothing to compare.</summary>
    /// <param name="one">What is known.</param>
    /// <param name="matches">Whether a head carries the signature that its key's secret makes of it; null when the secret is not known.</param>
    // signed (client's canonical request) -> sent (head) -> arrived (endpoint's canonical request)
    public static Voyage? Of(Case one, Func<RequestHead, bool>? matches)
    {
        var echo = one.Echo;
        if (one.Sent is null && one.Canonical is null && echo is null)
        {
            return null;
        }

        // 1 The head that the others are measured by: the one that was seen whole, else the client's own, else the endpoint's.
        var whole = one.Sent ?? Head(one, (one.Canonical ?? echo)!, one.ToSign ?? one.EchoedToSign);
        whole = one.IsMethodKnown || echo is null ? whole : whole.WithMethod(echo.Method);
        if (one is { Host: { } host, Canonical: null, Sent: null } && whole.Has("host"))
        {
            whole = whole.With("host", host);
        }

        if (one.UserAgent is { } agent && !whole.Has("user-agent"))
        {
            whole = whole.Adding("User-Agent", agent);
        }

        // 2 As it was signed, and as it was sent.
        var signed = one.Canonical is { } canonical ? Overlay(whole, canonical, isEcho: false) : whole;

        // 3 As it arrived. A signed header that arrived without a value did not arrive; where nothing shows what it was, it was something.
        var arrived = echo is null ? whole : Overlay(whole, echo, isEcho: true);
        if (echo is not null && one is { Canonical: null, Sent: null })
        {
            var empty = echo.Headers.Where(field => field.Value.Length == 0 && field.Name != "host").Select(field => field.Name).ToList();
            arrived = empty.Aggregate(arrived, (head, name) => head.Without(name));
            signed = whole = Guessed(arrived, echo, matches) ?? empty.Aggregate(whole, (head, name) => head.With(name, Unknown));
        }
        foreach (var name in (one.Refusal?.Extra("HeadersNotSigned") ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => SeenHead.IsToken(name) && !arrived.Has(name)))
        {
            arrived = arrived.Adding(name, Unknown);
        }

        var time = Time(one, signed);
        List<Hop> hops = [];
        if (one is { Canonical: not null, Sent: not null } && Differ(signed, whole))
        {
            hops.Add(Inferred(WithinClient, signed, whole, time));
        }

        hops.Add(Inferred(OnTheWay, whole, arrived, time));
        var code = one.Refusal?.Code;
        return new Voyage
        {
            Id = one.RequestId ?? "not shown",
            Hops = hops,
            Arrival = new Arrival
            {
                RequestId = one.RequestId ?? "not shown",
                Head = MessageHead.OfRequest(arrived).ToBytes(),
                Status = one.Answer?.Status ?? (code is null ? 200 : ErrorTable.Find(code)?.Status ?? 403),
                ErrorCode = code,
                ErrorMessage = one.Refusal?.Message,
                Time = time,
            },
        };
    }

    private static bool Differ(RequestHead one, RequestHead other) =>
        HeadComparison.Compare(new Waypoint(string.Empty, one, BodyFraming.None), new Waypoint(string.Empty, other, BodyFraming.None))
            .Any(change => change.Kind is not (ChangeKind.Respelled or ChangeKind.Reordered));

    private static Hop Inferred(string name, RequestHead before, RequestHead after, DateTimeOffset time)
    {
        var (first, second) = (MessageHead.OfRequest(before), MessageHead.OfRequest(after));
        return new Hop
        {
            Name = name,
            IsInferred = true,
            Before = first.ToBytes(),
            After = second.ToBytes(),
            FramingBefore = first.Framing,

            // How the body came is not in a canonical request, unless the header that says so is signed.
            FramingAfter = first.Framing,
            Time = time,
        };
    }

    // A canonical request as a head with the signature that it was made for.
    private static RequestHead Head(Case one, CanonicalText canonical, StringToSignText? toSign)
    {
        var head = canonical.ToHead();
        var signature = one.Signature ?? new string('0', 64);
        if (canonical.Query.Contains("X-Amz-Credential=", StringComparison.OrdinalIgnoreCase))
        {
            return head.WithTarget($"{head.Target}&{SignatureParameter.Signature}={signature}");
        }

        var scope = toSign?.Scope ?? $"{canonical.Value("x-amz-date")?.Split('T')[0]}/not-shown/s3/aws4_request";
        if (toSign is not null && !head.Has("x-amz-date") && Timestamps.TryRead(toSign.Timestamp, out var time))
        {
            head = head.With("Date", time.ToString("r", CultureInfo.InvariantCulture));
        }

        return head.Adding("Authorization",
            $"{SignatureParameter.AlgorithmName} Credential={KeyOf(one)}/{scope}, SignedHeaders={string.Join(';', canonical.SignedHeaders)}, Signature={signature}");
    }

    /// <summary>The key that the refusal names.</summary>
    public static string KeyOf(Case one) => one.Refusal?.Extra("AWSAccessKeyId") is { } id && SeenHead.IsToken(id) ? id : KeyNotShown;

    // The head with what a canonical request says otherwise of it; what signs alike is left as the head has it.
    private static RequestHead Overlay(RequestHead head, CanonicalText canonical, bool isEcho)
    {
        var other = canonical.ToHead();
        if (new string(head.Query) is var query && AuthorizationReader.Read(head) is AuthorizationReading.Present { Authorization: { Form: AuthorizationForm.Query, Signature: var signature } }
            && query.Contains(SignatureParameter.Signature, StringComparison.Ordinal))
        {
            other = other.WithTarget($"{other.Target}&{SignatureParameter.Signature}={signature}");
        }

        foreach (var field in isEcho ? canonical.Headers.Where(field => field.Value.Length == 0 && head.Value(field.Name) is null or { Length: > 0 }) : [])
        {
            other = other.Without(field.Name);
        }

        return new[] { RequestPart.Method, RequestPart.Path, RequestPart.Query }
            .Concat(canonical.SignedHeaders.Select(RequestPart.Header))
            .Where(part => !part.IsSame(head, other))
            .Aggregate(head, (changed, part) => part.PutBack(changed, other));
    }

    // With the secret, what was signed can be found: the habits of clients and of the way are tried until the signature verifies.
    private static RequestHead? Guessed(RequestHead arrived, CanonicalText echo, Func<RequestHead, bool>? matches) => matches is null || matches(arrived)
        ? null
        : Guesses.FindSigned(new Waypoint(OnTheWay, arrived, BodyFraming.None), echo.SignedHeaders.ToHashSet(StringComparer.Ordinal), bucket: null, matches)?.Head;

    private static DateTimeOffset Time(Case one, RequestHead signed)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(one.Refusal?.Extra("ServerTime"), CultureInfo.InvariantCulture, utc, out var time)
            || DateTimeOffset.TryParseExact(one.Answer?.Value("date"), "r", CultureInfo.InvariantCulture, utc, out time) ? time
            : AuthorizationReader.Read(signed) is AuthorizationReading.Present { Authorization.Timestamp: { } stamp } && Timestamps.TryRead(stamp, out time) ? time
            : DateTimeOffset.UnixEpoch;
    }
}
