using System.Collections.Frozen;
using static Sealane.Signing.Headers.HeaderFate;
using static Sealane.Signing.Headers.SigningRule;

namespace Sealane.Signing.Headers;

/// <summary>The one place that knows headers: what the way may do to each and whether it is signed.</summary>
/// <remarks>
/// The signer reads the rule, the edge the fate, the doctor both. The rule is an allow rule: a header without a row is not signed. Every
/// bug of this class in other clients (Expect 2018, Connection 2020, Transfer-Encoding 2025, seven more in 2026) was a deny list that
/// lacked an entry.
/// </remarks>
public static class HeaderTable
{
    private const string Hop = "RFC 9110 7.6.1";

    /// <summary>All rows, exact names first, then prefixes.</summary>
    public static IReadOnlyList<HeaderRow> Rows { get; } =
    [
        // What S3 insists on, or asks for and the way leaves alone.
        Row("host", EndToEnd, Always, "S3 refuses a signature that leaves the host open.", "S3 API, sig-v4-header-based-auth"),
        Row("content-type", EndToEnd, WhenPresent, "S3 asks for it, and it survived every proxy set-up measured that keeps Host.", "S3 API, sig-v4-header-based-auth"),
        Row("content-md5", EndToEnd, WhenPresent, "S3 asks for it; it guards the body.", "S3 API, sig-v4-header-based-auth"),
        Row("range", Rewritten, OnRequest, "Caches and content filters drop or widen it; S3 does not need it signed.", "aws-sdk-go-v2#2722, dragonfly#1821"),

        // Hop-by-hop: every conforming intermediary may remove or replace these.
        Row("connection", HopByHop, Never, "Each hop writes its own; nginx sends 'close', Apache 'Keep-Alive'.", Hop),
        Row("keep-alive", HopByHop, Never, "Speaks about one connection.", Hop),
        Row("proxy-connection", HopByHop, Never, "A client's word to a proxy; never meant for the origin.", "RFC 9110 7.6.1, RFC 9112 C.2.2"),
        Row("proxy-authenticate", HopByHop, Never, "A proxy's challenge to its client.", "RFC 9110 11.7.1"),
        Row("proxy-authorization", HopByHop, Never, "Consumed by the first proxy that asks for it.", "RFC 9110 11.7.2"),
        Row("te", HopByHop, Never, "Tells the next hop which codings it may use in its answer.", "RFC 9110 10.1.4"),
        Row("trailer", HopByHop, Never, "Announces fields of a chunked framing that a hop may undo.", "RFC 9110 6.6.2, 7.6.1"),
        Row("transfer-encoding", HopByHop, Never, "Framing of one connection: a hop that holds the whole body sends Content-Length instead.", "RFC 9112 6.1; boto3#4400, 2025-01-17"),
        Row("upgrade", HopByHop, Never, "Offers another protocol to the next hop.", "RFC 9110 7.8"),
        Row("expect", HopByHop, Never, "An edge answers 100 itself and removes it.", "RFC 9110 10.1.1; aws-sdk-ruby#1757, aws-sdk-java-v2#835"),

        // Meant end to end, changed in the field.
        Row("content-length", Rewritten, Never, "Replaced by chunked framing, and the reverse; the decoded length travels in x-amz-decoded-content-length.", "RFC 9112 6.2"),
        Row("content-encoding", Rewritten, Never, "S3 does not need it signed; compressing proxies alter it.", "RFC 9110 8.4"),
        Row("accept", Rewritten, Never, "CloudFront removes it.", "CloudFront developer guide"),
        Row("accept-charset", Rewritten, Never, "CloudFront removes it.", "CloudFront developer guide"),
        Row("accept-encoding", Rewritten, Never, "Cloudflare and Google rewrite it.", "aws-sdk-go-v2#1816, terraform#36412"),
        Row("accept-language", Rewritten, Never, "CloudFront removes it.", "CloudFront developer guide"),
        Row("authorization", EndToEnd, Never, "It carries the signature.", "S3 API, sig-v4-header-based-auth"),
        Row("cache-control", Rewritten, Never, "Squid adds max-age on requests.", "measured, Squid 5.7"),
        Row("cookie", Rewritten, Never, "Load balancers add and strip it.", "cyberduck#15983"),
        Row("date", Rewritten, Never, "x-amz-date carries the signed time.", "S3 API, sig-v4-header-based-auth"),
        Row("forwarded", Rewritten, Never, "Added on the way.", "RFC 7239"),
        Row("from", Rewritten, Never, "Says nothing that S3 acts on.", "RFC 9110 10.1.2"),
        Row("max-forwards", Rewritten, Never, "Counted down on the way.", "RFC 9110 7.6.2"),
        Row("pragma", Rewritten, Never, "Caches act on it and change it.", "RFC 9111 5.4"),
        Row("referer", Rewritten, Never, "CloudFront removes it.", "CloudFront developer guide"),
        Row("traceparent", Rewritten, Never, "Tracing rewrites it at each hop.", "W3C Trace Context"),
        Row("tracestate", Rewritten, Never, "Tracing rewrites it at each hop.", "W3C Trace Context"),
        Row("user-agent", Rewritten, Never, "CloudFront and corporate proxies replace it.", "CloudFront developer guide; aws-sdk-cpp#323"),
        Row("via", Rewritten, Never, "Each proxy appends to it.", "RFC 9110 7.6.3"),
        Row("x-amzn-trace-id", Rewritten, Never, "Load balancers of AWS add and change it. It does not begin with x-amz-.", "every AWS SDK's list; agentgateway#1953"),
        Row("x-real-ip", Rewritten, Never, "Added or replaced on the way.", "CloudFront developer guide, nginx"),
        Row("x-amz-cf-id", Rewritten, Always, "CloudFront adds it; S3 excepts it on its accelerate hosts alone.", "zulip#26591, ngx_aws_auth#6"),
        Prefix("x-amz-", EndToEnd, Always, "S3 refuses a request with an x-amz- header that is not signed.", "S3 API, sig-v4-header-based-auth"),
        Prefix("x-forwarded-", Rewritten, Never, "Each proxy adds or appends.", "RFC 7239 1; measured"),
        Prefix("cf-", Rewritten, Never, "Cloudflare adds these.", "s3cmd#1332"),
        Prefix("cloudfront-", Rewritten, Never, "CloudFront adds these.", "CloudFront developer guide"),
        Prefix("sec-", Rewritten, Never, "Browsers write these, not programs.", "Fetch standard 2.2.2"),
        Prefix("proxy-", HopByHop, Never, "Between a client and its proxy.", Hop),
    ];

    private static readonly FrozenDictionary<string, HeaderRow> Exact =
        Rows.Where(row => !row.IsPrefix).ToFrozenDictionary(row => row.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly HeaderRow[] Prefixes = [.. Rows.Where(row => row.IsPrefix)];

    /// <summary>The row that speaks for a header, in any letter case; null when nothing is known about it.</summary>
    public static HeaderRow? Find(string name)
    {
        if (Exact.TryGetValue(name, out var row))
        {
            return row;
        }

        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix.Name, StringComparison.OrdinalIgnoreCase))
            {
                return prefix;
            }
        }

        return null;
    }

    /// <summary>Whether each hop may remove or replace the header by its name alone; see also <see cref="ConnectionOptions"/>.</summary>
    public static bool IsHopByHop(string name) => Find(name)?.Fate == HopByHop;

    /// <summary>Whether S3 refuses a request that has this header and does not sign it.</summary>
    public static bool MustBeSigned(string name) => Find(name)?.Rule == Always;

    private static HeaderRow Row(string name, HeaderFate fate, SigningRule rule, string why, string source) =>
        new(name, IsPrefix: false, fate, rule, why, source);

    private static HeaderRow Prefix(string name, HeaderFate fate, SigningRule rule, string why, string source) =>
        new(name, IsPrefix: true, fate, rule, why, source);
}
