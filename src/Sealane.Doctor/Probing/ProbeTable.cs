using Sealane.Signing.Requests;
using static Sealane.Doctor.Probing.ProbeSubject;

namespace Sealane.Doctor.Probing;

/// <summary>The experiments: every part of a request that intermediaries were seen to touch, one at a time.</summary>
public static class ProbeTable
{
    private const string Folder = "sealane-probe";

    // What intermediaries were seen to add to requests. Listed as signed and not sent, each shows itself.
    private static readonly string[] Added =
    [
        "accept-encoding", "cache-control", "cdn-loop", "cf-connecting-ip", "cf-ray", "client-ip", "connection", "content-length", "cookie", "forwarded", "if-modified-since",
        "if-none-match", "max-forwards", "pragma", "surrogate-capability", "te", "traceparent", "true-client-ip", "user-agent", "via", "x-amzn-trace-id", "x-authenticated-user",
        "x-bluecoat-via", "x-envoy-expected-rq-timeout-ms", "x-forwarded-client-cert", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto",
        "x-forwarded-server", "x-host", "x-real-ip", "x-request-id", "x-varnish",
    ];

    /// <summary>The request without anything besides what S3 asks for, and the list of what the way may add. It goes first: what it shows happens to every request.</summary>
    public static Probe Plain { get; } = new(ProbeSubject.Plain, "every request") { Listed = Added };

    /// <summary>All of them, the plain one first.</summary>
    public static IReadOnlyList<Probe> Rows { get; } =
    [
        Plain,
        Header(HopByHop, "connection", "keep-alive"),
        new(HopByHop, "a header that Connection names") { Fields = [new("Connection", "x-sealane-named"), new("x-sealane-named", "1")] },
        Header(HopByHop, "expect", "100-continue"),
        Header(HopByHop, "keep-alive", "timeout=5"),
        Header(HopByHop, "proxy-authenticate", "Basic"),
        Header(HopByHop, "proxy-authorization", "Basic c2VhbGFuZTpwcm9iZQ=="),
        Header(HopByHop, "proxy-connection", "keep-alive"),
        Header(HopByHop, "te", "trailers"),
        Header(HopByHop, "trailer", "x-sealane-trailer"),
        Header(HopByHop, "transfer-encoding", "chunked"),
        Header(HopByHop, "upgrade", "sealane/1"),

        Header(Rewritten, "accept", "*/*"),
        Header(Rewritten, "accept-charset", "utf-8"),
        Header(Rewritten, "accept-encoding", "identity"),
        Header(Rewritten, "accept-encoding", "gzip, deflate, br"),
        Header(Rewritten, "accept-language", "en"),
        Header(Rewritten, "amz-sdk-request", "attempt=1; max=3"),
        Header(Rewritten, "cache-control", "no-cache"),
        Header(Rewritten, "cdn-loop", "sealane"),
        Header(Rewritten, "content-length", "0"),
        Header(Rewritten, "content-type", "text/plain"),
        Header(Rewritten, "cookie", "sealane=1"),
        Header(Rewritten, "date", "Tue, 24 Nov 2026 12:00:00 GMT"),
        Header(Rewritten, "forwarded", "for=192.0.2.1"),
        Header(Rewritten, "from", "probe@example.com"),
        Header(Rewritten, "if-match", "\"sealane\""),
        Header(Rewritten, "if-modified-since", "Sat, 01 Jan 2022 00:00:00 GMT"),
        Header(Rewritten, "if-none-match", "\"sealane\""),
        Header(Rewritten, "if-unmodified-since", "Sat, 01 Jan 2022 00:00:00 GMT"),
        Header(Rewritten, "if-range", "\"sealane\""),
        Header(Rewritten, "max-forwards", "10"),
        Header(Rewritten, "origin", "https://example.com"),
        Header(Rewritten, "pragma", "no-cache"),
        Header(Rewritten, "range", "bytes=0-9"),
        Header(Rewritten, "referer", "https://example.com/"),
        Header(Rewritten, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        Header(Rewritten, "user-agent", "sealane-probe/1"),
        Header(Rewritten, "via", "1.1 sealane"),
        Header(Rewritten, "x-amz-meta-sealane", "1"),
        Header(Rewritten, "x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678"),
        Header(Rewritten, "x-forwarded-for", "192.0.2.1"),
        Header(Rewritten, "x-forwarded-host", "example.com"),
        Header(Rewritten, "x-forwarded-port", "8443"),
        Header(Rewritten, "x-forwarded-proto", "https"),
        Header(Rewritten, "x-real-ip", "192.0.2.1"),
        Header(Rewritten, "x-request-id", "sealane"),

        new(Form, "two lines of one header") { Fields = [new("x-amz-meta-twice", "a"), new("x-amz-meta-twice", "b")] },
        new(Form, "two lines of Accept") { Fields = [new("accept", "text/html"), new("accept", "text/plain")] },
        Header(Form, "x-amz-meta-blanks", "a  b\tc"),
        Header(Form, "x-amz-meta-quoted", "\"a,  b\""),
        Header(Form, "x-amz-meta-utf8", "caf\u00C3\u00A9"),
        Header(Form, "x-amz-meta-under_score", "1"),
        Header(Form, "x-amz-meta-dot.ted", "1"),
        Header(Form, "x_sealane", "1"),
        Header(Form, "x-amz-meta-long", new string('a', 1900)),
        new(Form, "a head of 6 KB") { Fields = [new("x-sealane-long", new string('a', 6000))] },

        At("a doubled slash", "a//b"),
        At("a leading doubled slash", "/b"),
        At("a dot segment", "a/./b"),
        At("a double-dot segment", "a/../b"),
        At("dots that are escaped", "a/%2E%2E/b"),
        At("an escaped slash", "a%2Fb"),
        At("a bare plus", "a+b"),
        At("an escaped plus", "a%2Bb"),
        At("an escaped blank", "a%20b"),
        At("an escaped percent sign", "a%25b"),
        At("what looks encoded twice", "a%252Fb"),
        At("an escaped tilde", "a%7Eb"),
        At("lower-case escapes", "a%c3%a9"),
        At("UTF-8", "%E2%82%AC"),
        At("a slash at the end", "a/"),
        At("a semicolon", "a;b=1"),
        At("escaped bars, quotes and brackets", "a%7C%22%3C%3E%5C"),
        At("a bare bar", "a|b"),
        At("bare punctuation", "a!$&'()*,:=@b"),

        Query("a bare plus", "q=a+b"),
        Query("an escaped plus", "q=a%2Bb"),
        Query("an escaped blank", "q=a%20b"),
        Query("an escaped slash", "q=a%2Fb"),
        Query("a name without a value", "q"),
        Query("a name twice", "q=2&q=1"),
        Query("names out of order", "b=2&a=1"),
        Query("an equals sign in a value", "q=a=b"),
        Query("lower-case escapes", "q=%c3%a9"),
        Query("a semicolon", "q=a;b"),
        Query("a campaign's parameter", "utm_source=sealane&q=1"),
        Query("a query of 4 KB", $"q={new string('a', 4000)}"),
    ];

    /// <summary>What no echo of a canonical request can show, since a signature does not see it.</summary>
    public static IReadOnlyList<string> Invisible { get; } =
    [
        "letter case and order of header names, blanks around values, whether an empty header arrived or none did",
        "escapes that mean the same (%7E and ~, %c3 and %C3), the order of a query's parameters, an empty query",
        "what happens to bodies and their framing, beyond the Transfer-Encoding of an empty one: sealane doctor shows that with a real upload",
        "what depends on the length of the request, the time of day or the address that the name resolves to: run it again",
    ];

    /// <summary>The folder under which every probe's key lies; nobody has such a key.</summary>
    public static string KeyFolder => Folder;

    private static Probe Header(ProbeSubject subject, string name, string value) =>
        new(subject, subject == Form ? name : value.Length > 24 ? name : $"{name}: {value}") { Fields = [new HeaderField(name, value)] };

    private static Probe At(string title, string path) => new(ProbeSubject.Path, $"{title} ({path})") { Path = path };

    private static Probe Query(string title, string query) => new(ProbeSubject.Query, query.Length > 24 ? title : $"{title} ({query})") { Query = query };
}
