using System.Text;
using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Edge;

/// <summary>What each mutation makes of a head: of a request line and header lines, parted by a bar.</summary>
public sealed class HeadMutationTests
{
    private static readonly Passage Passage = new() { Client = "192.0.2.7", Noise = Enumerable.Repeat((byte)0xA5, 64).ToArray() };

    [Theory]
    [InlineData("\"name\": \"rewrite-host\", \"host\": \"o.internal\"", "GET /|A: 1|Host: b.s3.example:9000", "GET /|A: 1|Host: o.internal")]
    [InlineData("\"name\": \"rewrite-host\", \"form\": \"strip-port\"", "GET /|Host: B.example:9000", "GET /|Host: B.example")]
    [InlineData("\"name\": \"rewrite-host\", \"form\": \"strip-port\"", "GET /|Host: [::1]", "GET /|Host: [::1]")]
    [InlineData("\"name\": \"rewrite-host\", \"form\": \"strip-default-port\"", "GET /|Host: b.example:80", "GET /|Host: b.example")]
    [InlineData("\"name\": \"rewrite-host\", \"form\": \"strip-default-port\"", "GET /|Host: b.example:9000", "GET /|Host: b.example:9000")]
    [InlineData("\"name\": \"rewrite-host\", \"form\": \"lower-case\"", "GET /|host: B.Example:1", "GET /|host: b.example:1")]
    [InlineData("\"name\": \"rewrite-host\", \"form\": \"add-port\", \"port\": 8080", "GET /|Host: b", "GET /|Host: b:8080")]
    [InlineData("\"name\": \"rewrite-accept-encoding\"", "GET /|Accept-Encoding: gzip", "GET /")]
    [InlineData("\"name\": \"rewrite-accept-encoding\", \"form\": \"normalise\"", "GET /|Accept-Encoding: gzip, deflate, BR;q=0.5", "GET /|Accept-Encoding: br, gzip")]
    [InlineData("\"name\": \"rewrite-accept-encoding\", \"form\": \"normalise\"", "GET /|Accept-Encoding: identity", "GET /")]
    [InlineData("\"name\": \"rewrite-accept-encoding\", \"form\": \"gzip\", \"when\": \"absent\", \"methods\": [\"GET\"]", "GET /|A: b", "GET /|A: b|Accept-Encoding: gzip")]
    [InlineData("\"name\": \"rewrite-accept-encoding\", \"form\": \"gzip\", \"when\": \"absent\", \"methods\": [\"GET\"]", "PUT /|A: b", "PUT /|A: b")]
    [InlineData("\"name\": \"rewrite-accept-encoding\", \"form\": \"gzip\", \"when\": \"absent\"", "GET /|Accept-Encoding: identity", "GET /|Accept-Encoding: identity")]
    [InlineData("\"name\": \"rewrite-accept-encoding\", \"form\": \"br-gzip\", \"when\": \"present\"", "GET /|accept-encoding: gzip", "GET /|accept-encoding: br, gzip")]
    [InlineData("\"name\": \"add-header\", \"header\": \"X-Real-IP\", \"value\": \"{client}\"", "GET /|x-real-ip: 1", "GET /|x-real-ip: 192.0.2.7")]
    [InlineData("\"name\": \"add-header\", \"header\": \"traceparent\", \"value\": \"00-{hex:4}-{hex:2}-01\"", "GET /", "GET /|traceparent: 00-a5a5-a5-01")]
    [InlineData("\"name\": \"add-header\", \"header\": \"X-Forwarded-Host\", \"value\": \"{host}\", \"mode\": \"add\"", "GET /|Host: h|X-Forwarded-Host: g", "GET /|Host: h|X-Forwarded-Host: g|X-Forwarded-Host: h")]
    [InlineData("\"name\": \"add-header\", \"header\": \"Via\", \"value\": \"b\", \"mode\": \"append\"", "GET /|Via: a", "GET /|Via: a, b")]
    [InlineData("\"name\": \"add-header\", \"header\": \"A\", \"value\": \"b\", \"mode\": \"if-absent\"", "GET /|a: 1", "GET /|a: 1")]
    [InlineData("\"name\": \"add-header\", \"header\": \"A\", \"value\": \"b\", \"mode\": \"if-present\"", "GET /|b: 1", "GET /|b: 1")]
    [InlineData("\"name\": \"drop-headers\", \"headers\": [\"accept\", \"X-Edge-*\"]", "GET /|Accept: x|Accept-Language: y|x-edge-a: 1", "GET /|Accept-Language: y")]
    [InlineData("\"name\": \"replace-user-agent\", \"to\": \"Amazon CloudFront\"", "GET /|User-agent: Boto3", "GET /|User-agent: Amazon CloudFront")]
    [InlineData("\"name\": \"replace-user-agent\", \"to\": \"Gate/1\", \"appends\": true", "GET /|User-Agent: Boto3", "GET /|User-Agent: Boto3 Gate/1")]
    [InlineData("\"name\": \"add-forwarded-for\", \"replaces\": true", "GET /|X-Forwarded-For: 1.2.3.4", "GET /|X-Forwarded-For: 192.0.2.7")]
    [InlineData("case-header-names", "GET /|X-AMZ-Date: A|b: c", "GET /|x-amz-date: A|b: c")]
    [InlineData("\"name\": \"case-header-names\", \"form\": \"canonical\"", "GET /|x-amz-date: A|ETAG: c", "GET /|X-Amz-Date: A|Etag: c")]
    [InlineData("order-headers", "GET /|c: 1|A: 2|b: 3|a: 4", "GET /|A: 2|a: 4|b: 3|c: 1")]
    [InlineData("\"name\": \"order-headers\", \"order\": \"reversed\"", "GET /|c: 1|A: 2|a: 4", "GET /|A: 2|a: 4|c: 1")]
    [InlineData("\"name\": \"order-headers\", \"order\": \"host-first\"", "GET /|c: 1|Host: 2|b: 4", "GET /|Host: 2|c: 1|b: 4")]
    [InlineData("merge-duplicates", "GET /|x-d: a|Y: 1|X-D: b|Set-Cookie: 1|Set-Cookie: 2", "GET /|x-d: a, b|Y: 1|Set-Cookie: 1|Set-Cookie: 2")]
    [InlineData("\"name\": \"merge-duplicates\", \"separator\": \",\"", "GET /|x-d: a|x-d: b", "GET /|x-d: a,b")]
    [InlineData("\"name\": \"merge-duplicates\", \"headers\": [\"cookie\"], \"separator\": \"; \"", "GET /|x-d: a|x-d: b|Cookie: 1|Cookie: 2", "GET /|x-d: a|x-d: b|Cookie: 1; 2")]
    [InlineData("\"name\": \"place-headers\", \"first\": [\"host\", \"Connection\"], \"last\": [\"via\", \"A\"]", "GET /|a: 1|Connection: x|B: 2|Via: c|Host: h|b: 3", "GET /|Host: h|Connection: x|B: 2|b: 3|Via: c|a: 1")]
    [InlineData("\"name\": \"drop-connection-options\", \"options\": [\"close\", \"keep-alive\"]", "GET /|Connection: Keep-Alive, x-own|connection: close|X-Own: 1", "GET /|Connection: x-own|X-Own: 1")]
    [InlineData("\"name\": \"case-header-names\", \"names\": [\"HOST\"]", "GET /|X-A: 1|Host: h", "GET /|X-A: 1|host: h")]
    [InlineData("\"name\": \"case-header-names\", \"form\": \"canonical\"", "GET /|x-amz-meta-a_b.c: 1|trailer: x-amz-a,B", "GET /|X-Amz-Meta-A_b.c: 1|Trailer: X-Amz-A, B")]
    [InlineData("\"name\": \"add-header\", \"header\": \"A\", \"value\": \"{its:b}\", \"having\": [\"B\"], \"lacking\": [\"C\"]", "GET /|b: 1", "GET /|b: 1|A: 1")]
    [InlineData("\"name\": \"add-header\", \"header\": \"A\", \"value\": \"2\", \"having\": [\"B\"], \"lacking\": [\"C\"]", "GET /|b: 1|c: 1", "GET /|b: 1|c: 1")]
    [InlineData("\"name\": \"drop-odd-names\", \"characters\": \"_.\"", "GET /|x-amz-meta-a_b: 1|x-amz-meta-a.b: 2|x-amz-meta-ab: 3", "GET /|x-amz-meta-ab: 3")]
    [InlineData("drop-empty-headers", "GET /|a:|b:  |c: d", "GET /|c: d")]
    [InlineData("collapse-blanks", "GET /|a:  b \t c ", "GET /|a: b c")]
    [InlineData("recode-non-ascii", "GET /|a: caf\u00E9", "GET /|a: caf\u00C3\u00A9")]
    [InlineData("\"name\": \"recode-non-ascii\", \"form\": \"latin-1\"", "GET /|a: caf\u00C3\u00A9", "GET /|a: caf\u00E9")]
    [InlineData("\"name\": \"recode-non-ascii\", \"form\": \"question-marks\"", "GET /|a: caf\u00C3\u00A9", "GET /|a: caf??")]
    [InlineData("drop-authorization", "GET /|Authorization: AWS4|a: b", "GET /|a: b")]
    [InlineData("\"name\": \"drop-authorization\", \"methods\": [\"GET\"]", "PUT /|Authorization: AWS4", "PUT /|Authorization: AWS4")]
    [InlineData("\"name\": \"strip-hop-by-hop\", \"keeps\": [\"te\", \"trailer\"], \"ignores-connection\": true", "GET /|Connection: x-own|X-Own: 1|TE: trailers|Trailer: x|Keep-Alive: 5", "GET /|X-Own: 1|TE: trailers|Trailer: x")]
    [InlineData("drop-expect", "PUT /|Expect: 100-continue|a: b", "PUT /|a: b")]
    [InlineData("\"name\": \"answer-expect\", \"forwards\": true", "PUT /|Expect: 100-continue", "PUT /|Expect: 100-continue")]
    [InlineData("length-to-chunked", "PUT /|Content-Length: 5|a: b", "PUT /|a: b|Transfer-Encoding: chunked")]
    [InlineData("length-to-chunked", "GET /|a: b", "GET /|a: b")]
    [InlineData("drop-get-body", "GET /|Content-Length: 5", "GET /")]
    [InlineData("drop-get-body", "PUT /|Content-Length: 5", "PUT /|Content-Length: 5")]
    [InlineData("gzip-body", "PUT /|Content-Encoding: aws-chunked|Content-Length: 5", "PUT /|Content-Encoding: aws-chunked, gzip|Transfer-Encoding: chunked")]
    [InlineData("head-to-get", "HEAD /k|a: b", "GET /k|a: b")]
    [InlineData("pass-through-http2", "PUT /|TE: gzip|Connection: x|Cookie: a=1|HOST: h|Cookie: b=2|Transfer-Encoding: chunked|Upgrade: h2c", "PUT /|host: h|cookie: a=1; b=2|transfer-encoding: chunked")]
    [InlineData("pass-through-http2", "GET /|TE: trailers|Host: h", "GET /|host: h|te: trailers")]
    [InlineData("rewrite-range", "GET /|Range: bytes=1-2|If-Range: \"x\"|a: b", "GET /|a: b")]
    [InlineData("\"name\": \"rewrite-range\", \"block\": 100", "GET /|Range: bytes=150-220", "GET /|Range: bytes=100-299")]
    public void A_head_goes_on_so(string mutation, string before, string after) =>
        Assert.Equal(after, Show(Named.Profile(mutation).Apply(Head(before), Passage)));

    [Theory]
    [InlineData("merge-slashes", "/a//b///c?x=//", "/a/b/c?x=//")]
    [InlineData("remove-dot-segments", "/a/./b/../c/%2e%2E/d?x=/../", "/a/d?x=/../")]
    [InlineData("remove-dot-segments", "/../a/.", "/a/")]
    [InlineData("treat-encoded-slash", "/a%2Fb%2fc?x=%2F", "/a/b/c?x=%2F")]
    [InlineData("\"name\": \"treat-encoded-slash\", \"form\": \"encode-twice\"", "/a%2fb", "/a%252Fb")]
    [InlineData("treat-plus", "/a%2Bb?c=%2B", "/a+b?c=%2B")]
    [InlineData("\"name\": \"treat-plus\", \"form\": \"encode\"", "/a+b", "/a%2Bb")]
    [InlineData("\"name\": \"treat-plus\", \"form\": \"blank\"", "/a+b", "/a%20b")]
    [InlineData("\"name\": \"treat-plus\", \"form\": \"for-blank\", \"in\": \"query\"", "/a%20b?c=%20", "/a%20b?c=+")]
    [InlineData("respell-escapes", "/%c3%aa?x=%c3", "/%C3%AA?x=%C3")]
    [InlineData("\"name\": \"respell-escapes\", \"form\": \"decode-unreserved\", \"in\": \"query\"", "/%7Ea?x=%7E%41%2F", "/%7Ea?x=~A%2F")]
    [InlineData("\"name\": \"respell-escapes\", \"form\": \"lower\", \"in\": \"path\"", "/%C3?x=%C3", "/%c3?x=%C3")]
    [InlineData("\"name\": \"reencode-path\", \"keeps\": \"+&\"", "/a%2Fb%2B%7E%c3%20(c)&%26", "/a/b+~%C3%20%28c%29&&")]
    [InlineData("\"name\": \"encode-characters\", \"characters\": \"`\\\"<>\", \"non-ascii\": true", "/a`b<\u00E9?c=`", "/a%60b%3C%E9?c=%60")]
    [InlineData("\"name\": \"encode-characters\", \"characters\": \"=\", \"in\": \"query\"", "/a=b?c=d=e==&f", "/a=b?c=d%3De%3D%3D&f")]
    [InlineData("\"name\": \"reencode-path\", \"only-escaped\": true", "/a(b", "/a(b")]
    [InlineData("\"name\": \"reencode-path\", \"only-escaped\": true", "/a(b%41", "/a%28bA")]
    [InlineData("\"name\": \"encode-characters\", \"characters\": \"%\", \"in\": \"path\"", "/100%/%2F?%", "/100%25/%2F?%")]
    [InlineData("\"name\": \"remove-dot-segments\", \"only-double\": true, \"as-written\": true", "/a/./b/../c/%2e%2e/d", "/a/./c/%2e%2e/d")]
    [InlineData("\"name\": \"backslash-to-slash\", \"as-written\": true", "/a\\b%5cc", "/a/b%5cc")]
    [InlineData("backslash-to-slash", "/a\\b%5cc", "/a/b/c")]
    [InlineData("drop-path-parameters", "/a;v=1/b;w?x=;", "/a/b?x=;")]
    [InlineData("\"name\": \"change-path-prefix\", \"strips\": \"/s3\", \"adds\": \"/data\"", "/s3/k", "/data/k")]
    [InlineData("\"name\": \"change-path-prefix\", \"strips\": \"/s3\"", "/s3", "/")]
    [InlineData("change-trailing-slash", "/a?b", "/a/?b")]
    [InlineData("\"name\": \"change-trailing-slash\", \"form\": \"drop\"", "/a/?b", "/a?b")]
    [InlineData("sort-query", "/?uploads&a=2&b=1&a=1", "/?a=2&a=1&b=1&uploads")]
    [InlineData("drop-empty-query", "/a?", "/a")]
    [InlineData("\"name\": \"drop-query-parameters\", \"parameters\": [\"utm_*\", \"x-id\"]", "/a?utm_source=1&x-id=PutObject&b", "/a?b")]
    [InlineData("\"name\": \"drop-query-parameters\", \"parameters\": [\"*\"]", "/a?b=1", "/a")]
    [InlineData("\"name\": \"add-query-parameter\", \"parameter\": \"key=1\"", "/a", "/a?key=1")]
    [InlineData("\"name\": \"add-query-parameter\", \"parameter\": \"key=1\"", "/a?b", "/a?b&key=1")]
    public void A_target_goes_on_so(string mutation, string before, string after) =>
        Assert.Equal($"GET {after}|Host: h", Show(Named.Profile(mutation).Apply(Head($"GET {before}|Host: h"), Passage)));

    [Theory]
    [InlineData("refuse-expect", "PUT /|Expect: 100-continue", 417)]
    [InlineData("\"name\": \"limit-head\", \"bytes\": 40", "GET /|Host: a-name-that-is-long.example", 431)]
    [InlineData("\"name\": \"limit-head\", \"line-bytes\": 20, \"status\": 400", "GET /|Host: a-name-that-is-long.example", 400)]
    [InlineData("\"name\": \"limit-target\", \"bytes\": 8", "GET /123456789|Host: h", 414)]
    [InlineData("\"name\": \"refuse-get-body\", \"status\": 411", "GET /|Content-Length: 5", 411)]
    [InlineData("require-length", "PUT /", 411)]
    [InlineData("refuse-both-framings", "PUT /|Transfer-Encoding: chunked|Content-Length: 5", 400)]
    [InlineData("\"name\": \"refuse-at-once\", \"methods\": [\"PUT\"], \"holding\": \"secret\"", "PUT /my-secret|Host: h", 403)]
    [InlineData("\"name\": \"treat-encoded-slash\", \"form\": \"refuse\"", "GET /a%2fb|Host: h", 404)]
    [InlineData("\"name\": \"recode-non-ascii\", \"form\": \"refuse\"", "GET /\u00E9|Host: h", 400)]
    [InlineData("\"name\": \"recode-non-ascii\", \"form\": \"refuse\", \"status\": 502", "GET /|a: \u00E9", 502)]
    [InlineData("\"name\": \"refuse-odd-target\", \"bad-escapes\": true", "GET /100%|Host: h", 400)]
    [InlineData("\"name\": \"refuse-odd-target\", \"non-ascii\": true", "GET /\u00E9|Host: h", 400)]
    [InlineData("redirect-to-clean-path", "GET /a//b?c|Host: h", 301)]
    [InlineData("\"name\": \"redirect-to-https\", \"status\": 308", "GET /|Host: h", 308)]
    public void A_request_is_refused_so_and_another_is_not(string mutation, string head, int status)
    {
        Assert.Equal(status, Named.Profile(mutation).Plan(Head(head)).Refusal?.Status);
        Assert.True(mutation.Contains("https", StringComparison.Ordinal) || Named.Profile(mutation).Plan(Head("PUT /|Content-Length: 5")).Refusal is null);
    }

    [Fact]
    public void A_redirect_says_where_to()
    {
        Assert.Equal("/a/b?c", Named.Profile("redirect-to-clean-path").Plan(Head("GET /a//b?c|Host: h")).Refusal?.Location);
        Assert.Equal("https://h/a?b", Named.Profile("redirect-to-https").Plan(Head("GET /a?b|Host: h:80")).Refusal?.Location);
    }

    private static MessageHead Head(string text)
    {
        var lines = text.Split('|');
        return MessageHead.Parse(Encoding.Latin1.GetBytes($"{lines[0]} HTTP/1.1\r\n{string.Concat(lines.Skip(1).Select(line => line + "\r\n"))}\r\n"));
    }

    private static string Show(MessageHead head) =>
        Encoding.Latin1.GetString(head.ToBytes()).Replace(" HTTP/1.1", "", StringComparison.Ordinal).TrimEnd().Replace("\r\n", "|", StringComparison.Ordinal);
}
