using Sealane.Signing.Journey;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Evidence;

/// <summary>What a client may have signed when the first record does not verify: another proxy stood before it, or the client's own HTTP library changed the request after it was signed.</summary>
/// <remarks>Each guess is a known habit; a guess counts only when the signature verifies with it, so a wrong one does no harm.</remarks>
internal static class Guesses
{
    // What clients were seen to sign in headers that were then taken away or rewritten.
    private static readonly (string Header, string[] Values)[] KnownValues =
    [
        ("transfer-encoding", ["chunked", "Chunked"]),
        ("expect", ["100-continue", "100-Continue"]),
        ("te", ["trailers", "trailers, deflate"]),
        ("connection", ["keep-alive", "Keep-Alive", "close"]),
        ("accept-encoding", ["identity", "gzip", "gzip, deflate", "gzip, deflate, br", "gzip,deflate"]),
        ("accept", ["*/*"]),
    ];

    /// <summary>The request as it was signed, found by single guesses and then by pairs; null when none verifies.</summary>
    public static Waypoint? FindSigned(Waypoint sent, IReadOnlySet<string> signed, string? bucket, Func<RequestHead, bool> matches)
    {
        List<(RequestPart Part, RequestHead Head)> guesses = [.. About(sent.Head, signed, bucket)];
        foreach (var (_, head) in guesses)
        {
            if (matches(head))
            {
                return At(sent, head);
            }
        }

        for (var i = 0; i < guesses.Count; i++)
        {
            for (var j = i + 1; j < guesses.Count; j++)
            {
                if (guesses[i].Part != guesses[j].Part
                    && guesses[j].Part.PutBack(guesses[i].Head, guesses[j].Head) is var both && matches(both))
                {
                    return At(sent, both);
                }
            }
        }

        return null;
    }

    private static Waypoint At(Waypoint sent, RequestHead head) =>
        new("as signed", head, head.Has("transfer-encoding") ? BodyFraming.Chunked : sent.Framing);

    private static IEnumerable<(RequestPart Part, RequestHead Head)> About(RequestHead sent, IReadOnlySet<string> signed, string? bucket)
    {
        foreach (var (header, values) in KnownValues.Where(row => signed.Contains(row.Header)))
        {
            foreach (var value in values.Where(value => sent.Value(header) != value))
            {
                yield return (RequestPart.Header(header), sent.With(header, value));
            }
        }

        foreach (var host in Hosts(sent).Distinct(StringComparer.Ordinal).Where(host => host != sent.Value("host")))
        {
            yield return (RequestPart.Header("host"), sent.With("host", host));
        }

        foreach (var name in signed.Where(name => sent.Values(name).Any(value => value.Contains(',', StringComparison.Ordinal))))
        {
            var apart = sent.Values(name).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries));
            yield return (RequestPart.Header(name), apart.Aggregate(sent.Without(name), (head, value) => head.Adding(name, value)));
        }

        foreach (var path in Paths(sent, bucket).Distinct(StringComparer.Ordinal))
        {
            yield return (RequestPart.Path, sent.WithTarget(sent.Query.IsEmpty ? path : $"{path}?{sent.Query}"));
        }

        if (sent.Query.Contains('+'))
        {
            yield return (RequestPart.Query, sent.WithTarget($"{sent.Path}?{sent.Query.ToString().Replace("+", "%2B", StringComparison.Ordinal)}"));
        }
    }

    private static IEnumerable<string> Hosts(RequestHead sent)
    {
        var host = sent.Value("host") ?? string.Empty;
        var name = host.Split(':')[0];
        yield return name;
        yield return host.ToLowerInvariant();
        foreach (var port in (string[])["80", "443", "8080", "9000"])
        {
            yield return $"{name}:{port}";
        }

        if (sent.Value("x-forwarded-host") is { } forwarded)
        {
            yield return forwarded;
            yield return $"{forwarded.Split(':')[0]}:{sent.Value("x-forwarded-port")}".TrimEnd(':');
        }
    }

    private static IEnumerable<string> Paths(RequestHead sent, string? bucket)
    {
        var path = sent.Path.ToString();
        yield return path.Replace("%", "%25", StringComparison.Ordinal);
        yield return path.Replace("%25", "%", StringComparison.OrdinalIgnoreCase);
        yield return path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        yield return path.Replace("+", "%20", StringComparison.Ordinal);
        yield return path.Replace("%20", "+", StringComparison.Ordinal);
        yield return $"/{path}";
        if (bucket is not null)
        {
            var prefix = $"/{PercentEncoding.Encode(bucket)}";
            yield return prefix + path;
            if (path.StartsWith($"{prefix}/", StringComparison.Ordinal))
            {
                yield return path[prefix.Length..];
            }
        }
    }
}
