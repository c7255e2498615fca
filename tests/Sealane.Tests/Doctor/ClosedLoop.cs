using System.Collections.Concurrent;
using System.Text;
using Sealane.Doctor;
using Sealane.Edge;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Protocol.Checksums;
using Sealane.Server;
using Sealane.Server.Storage.Memory;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Tests.Edge;

namespace Sealane.Tests.Doctor;

/// <summary>The loop: each mutation, between a client that signs all it sends and a real endpoint, is named by the doctor from the heads alone.</summary>
public sealed class ClosedLoop : IAsyncLifetime
{
    private const string Host = "box.s3.us-east-1.amazonaws.com";
    private const string Tag = "\"781e5e245d69b566979b86e28d23f2c7\"";

    private static readonly SigningCredentials Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static readonly SigningKeyCache Keys = new();

    private readonly ConcurrentQueue<Arrival> _arrivals = new();
    private S3Server _server = null!;

    /// <summary>
    /// Mutations as a file names them, the client's side first, a bar between two hops; the request, its headers behind bars, those that are added
    /// after signing behind a tilde; the finding that it must cause at hop 1, none for a change that nothing breaks of; and what that is about.
    /// </summary>
    public static TheoryData<string, string, string?, string?> Rows => new()
    {
        { "add-cloudfront-id", "GET /k", "SEAL103", "x-amz-cf-id" },
        { "add-forwarded-for", "GET /k|X-Forwarded-For: 192.0.2.1", "SEAL110", "x-forwarded-for" },
        { "add-forwarded-for", "GET /k", null, null },
        { "\"name\": \"add-header\", \"header\": \"x-amz-tagging\", \"value\": \"a=b\"", "PUT /new", "SEAL103", "x-amz-tagging" },
        { "\"name\": \"add-header\", \"header\": \"traceparent\", \"value\": \"00-{hex:32}-{hex:16}-01\"", "GET /k", null, null },
        { "\"name\": \"add-header\", \"header\": \"traceparent\", \"value\": \"00-{hex:32}-{hex:16}-01\"", "GET /k|traceparent: 00-1-1-01", "SEAL110", "traceparent" },
        { "\"name\": \"add-header\", \"header\": \"x-amz-version-id\", \"value\": \"1\", \"on\": \"answer\", \"mode\": \"if-present\"", "GET /k", null, null },
        { "\"name\": \"add-query-parameter\", \"parameter\": \"key=1\"", "GET /k", "SEAL105", "query" },
        { "\"name\": \"add-via\", \"received-by\": \"edge\"", "GET /k|Via: 1.1 mine", "SEAL110", "via" },
        { "answer-expect", "PUT /new|Expect: 100-continue", "SEAL101", "expect" },
        { "answer-expect", "PUT /new|~Expect: 100-continue", null, null },
        { "answer-not-modified # \"name\": \"drop-headers\", \"headers\": [\"If-None-Match\"]", $"GET /k|~If-None-Match: {Tag}", "SEAL124", "answer status" },
        { "backslash-to-slash", "GET /a%5Ck", "SEAL104", "path" },
        { "buffer-body", "PUT /new", null, null },
        { "case-header-names", "PUT /new|X-Amz-Meta-A: b", null, null },
        { "\"name\": \"change-path-prefix\", \"adds\": \"/data\"", "GET /k", "SEAL104", "path" },
        { "change-trailing-slash", "GET /k", "SEAL104", "path" },
        { "\"name\": \"change-trailing-slash\", \"form\": \"drop\"", "PUT /folder/", "SEAL104", "path" },
        { "collapse-blanks", "PUT /new|x-amz-meta-a:  b \t c ", null, null },
        { "downgrade-http", "PUT /new|!chunked", "SEAL101", "transfer-encoding" },
        { "downgrade-http", "GET /k", null, null },
        { "drop-answer-trailers", "GET /k", null, null },
        { "drop-authorization", "GET /k", "SEAL113", "authorization" },
        { "\"name\": \"drop-connection-options\", \"options\": [\"keep-alive\"]", "GET /k|Connection: keep-alive, x", "SEAL101", "connection" },
        { "drop-empty-headers", "PUT /new|x-amz-meta-a:", null, null },
        { "drop-empty-query", "GET /k?", null, null },
        { "drop-expect", "PUT /new|Expect: 100-continue", "SEAL101", "expect" },
        { "drop-get-body", "GET /k|Content-Length: 5", "SEAL110", "content-length" },
        { "\"name\": \"drop-headers\", \"headers\": [\"Accept\"]", "GET /k|Accept: */*", "SEAL110", "accept" },
        { "\"name\": \"drop-headers\", \"headers\": [\"x-amz-meta-*\"]", "PUT /new|x-amz-meta-a: b", "SEAL110", "x-amz-meta-a" },
        { "\"name\": \"drop-headers\", \"headers\": [\"x-amz-*\"], \"on\": \"answer\"", "GET /k", "SEAL128", "answer headers" },
        { "\"name\": \"drop-headers\", \"headers\": [\"ETag\"], \"on\": \"answer\"", "GET /k", "SEAL122", "answer etag" },
        { "drop-length-beside-chunked", "PUT /new|!chunked|Content-Length: 5", "SEAL110", "content-length" },
        { "\"name\": \"drop-odd-names\", \"characters\": \"_.\"", "PUT /new|x-amz-meta-a_b: 1", "SEAL112", "x-amz-meta-a_b" },
        { "drop-path-parameters", "GET /k;v=1", "SEAL104", "path" },
        { "\"name\": \"drop-query-parameters\", \"parameters\": [\"x-id\"]", "GET /k?x-id=GetObject", "SEAL105", "query" },
        { "\"name\": \"encode-characters\", \"characters\": \"()\"", "GET /(k)", null, null },
        { "\"name\": \"encode-characters\", \"characters\": \"=\", \"in\": \"query\"", "GET /k?x-id=a=b", null, null },
        { "\"name\": \"gzip-answer\", \"unasked\": true", "GET /k", "SEAL123", "answer body" },
        { "gzip-answer", "GET /missing|~Accept-Encoding: gzip", "SEAL123", "answer body" },
        { "gzip-body", "PUT /new", "SEAL130", "body framing" },
        { "gzip-body", "PUT /new|!chunked", "SEAL110", "content-encoding" },
        { "head-to-get", "HEAD /k", "SEAL118", "method" },
        { "length-to-chunked", "PUT /new|Content-Length: 5", "SEAL110", "content-length" },
        { "length-to-chunked", "PUT /new", "SEAL130", "body framing" },
        { "\"name\": \"limit-body\", \"bytes\": 4", "PUT /new", "SEAL116", "request" },
        { "\"name\": \"limit-head\", \"bytes\": 20", "GET /k", "SEAL116", "request" },
        { "\"name\": \"limit-target\", \"bytes\": 5", "GET /a-long-key", "SEAL116", "request" },
        { "merge-duplicates", "PUT /new|x-amz-meta-d: a|x-amz-meta-d: b", "SEAL111", "x-amz-meta-d" },
        { "\"name\": \"merge-duplicates\", \"separator\": \",\"", "PUT /new|x-amz-meta-d: a|x-amz-meta-d: b", null, null },
        { "merge-slashes", "GET /a//k", "SEAL104", "path" },
        { "order-headers", "PUT /new|x-amz-meta-d: a|x-amz-meta-d: b", null, null },
        { "pass-through-http2", "GET /k|TE: gzip", "SEAL101", "te" },
        { "pass-through-http2", "GET /k|TE: trailers", null, null },
        { "\"name\": \"place-headers\", \"last\": [\"Host\"]", "PUT /new|x-amz-meta-a: b", null, null },
        { "rechunk", "PUT /new|!chunked", null, null },
        { "recode-non-ascii", "PUT /new|x-amz-meta-a: caf\u00C3\u00A9", "SEAL110", "x-amz-meta-a" },
        { "\"name\": \"recode-non-ascii\", \"form\": \"refuse\"", "PUT /new|x-amz-meta-a: caf\u00C3\u00A9", "SEAL116", "request" },
        { "redirect-to-clean-path", "GET /a//k", "SEAL116", "request" },
        { "redirect-to-https", "GET /k", "SEAL116", "request" },
        { "reencode-path", "GET /a%2Fk", "SEAL104", "path" },
        { "reencode-path", "GET /%7Ek%c3%a9(1)", null, null },
        { "reframe-answer", "GET /k", null, null },
        { "\"name\": \"reframe-answer\", \"to\": \"close\"", "GET /k", null, null },
        { "reframe-by-hold", "PUT /new|!chunked", "SEAL101", "transfer-encoding" },
        { "\"name\": \"reframe-by-hold\", \"whole\": true", "PUT /new|!chunked|!unsigned", null, null },
        { "refuse-at-once", "PUT /new", "SEAL116", "request" },
        { "refuse-both-framings", "PUT /new|!chunked|Content-Length: 5", "SEAL116", "request" },
        { "refuse-expect", "PUT /new|~Expect: 100-continue", "SEAL116", "request" },
        { "refuse-get-body", "GET /k|Content-Length: 5", "SEAL116", "request" },
        { "\"name\": \"refuse-odd-target\", \"bad-escapes\": true", "GET /100%", "SEAL116", "request" },
        { "remove-dot-segments", "GET /a/../k", "SEAL104", "path" },
        { "replace-error-page", "GET /missing", "SEAL125", "answer body" },
        { "\"name\": \"replace-user-agent\", \"to\": \"Gate\"", "GET /k|User-Agent: Boto3", "SEAL110", "user-agent" },
        { "require-length", "POST /new?uploads", "SEAL116", "request" },
        { "respell-escapes", "GET /%c3%a9?x-id=%c3%a9", null, null },
        { "\"name\": \"respell-escapes\", \"form\": \"decode-unreserved\"", "GET /%7Ek", null, null },
        { "\"name\": \"retry-request\", \"methods\": [\"PUT\"]", "PUT /new", null, null },
        { "rewrite-accept-encoding", "GET /k|Accept-Encoding: identity", "SEAL110", "accept-encoding" },
        { "\"name\": \"rewrite-accept-encoding\", \"form\": \"gzip\"", "GET /k|~Accept-Encoding: identity", null, null },
        { "rewrite-host", "GET /k", "SEAL102", "host" },
        { "\"name\": \"rewrite-host\", \"form\": \"add-port\", \"port\": 9000", "GET /k", "SEAL102", "host" },
        { "rewrite-location # \"name\": \"add-header\", \"header\": \"Location\", \"value\": \"http://elsewhere/k\", \"on\": \"answer\"", "GET /k", "SEAL127", "answer location" },
        { "rewrite-range", "GET /k|Range: bytes=2-4", "SEAL110", "range" },
        { "rewrite-reason", "GET /k", null, null },
        { "\"name\": \"set-connection\", \"to\": \"Keep-Alive\"", "GET /k|Connection: x", "SEAL101", "connection" },
        { "\"name\": \"skew-answer-date\", \"seconds\": -3600", "GET /k", "SEAL126", "answer date" },
        { "\"name\": \"skew-answer-date\", \"seconds\": 5", "GET /k", null, null },
        { "slice-answer # rewrite-range", "GET /k|~Range: bytes=2-4", "SEAL124", "answer status" },
        { "sort-query", "GET /?list-type=2&prefix=k", null, null },
        { "strip-hop-by-hop", "GET /k|Keep-Alive: 5", "SEAL101", "keep-alive" },
        { "treat-encoded-slash", "GET /a%2Fk", "SEAL104", "path" },
        { "\"name\": \"treat-encoded-slash\", \"form\": \"encode-twice\"", "GET /a%2Fk", "SEAL104", "path" },
        { "\"name\": \"treat-encoded-slash\", \"form\": \"refuse\"", "GET /a%2Fk", "SEAL116", "request" },
        { "treat-plus", "GET /a%2Bk", null, null },
        { "\"name\": \"treat-plus\", \"form\": \"blank\"", "GET /a+k", "SEAL104", "path" },
        { "\"name\": \"treat-plus\", \"in\": \"query\"", "GET /k?x-id=a%2Bb", "SEAL105", "query" },
        { "treat-trailers", "PUT /new|!chunked", null, null },
        { "\"name\": \"treat-trailers\", \"form\": \"refuse\"", "PUT /new|!chunked|!trailer", "SEAL116", "request" },
        { "weaken-etag", "GET /k", "SEAL122", "answer etag" },
    };

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.StartAsync(new S3ServerOptions
        {
            Store = new MemoryStore(),
            Credentials = [Key],
            Region = "us-east-1",
            CreateBucketsOnFirstUse = true,
            OnArrival = _arrivals.Enqueue,
        });
        var stored = await SendAsync(EdgeProfile.Find("transparent"), EdgeProfile.Find("transparent"), "PUT /k", "0123456789");
        Assert.Equal(200, stored.Arrival!.Status);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_mutation_causes_its_finding_and_no_other(string mutations, string request, string? id, string? subject)
    {
        var hops = mutations.Split(" # ");
        var voyage = await SendAsync(Named.Profile(hops[0]), hops.Length > 1 ? Named.Profile(hops[1]) : EdgeProfile.Find("transparent"), request, "hello");

        var diagnosis = new SignatureDoctor(Keys).Examine(voyage, key => key == Key.AccessKeyId ? Key.SecretAccessKey : null);

        // What the run was spared is foretold, and is not of this mutation.
        var findings = diagnosis.Findings.Where(finding => finding.Broke || finding.Condition is null).ToList();
        if (id is null)
        {
            Assert.Empty(findings);
            Assert.NotNull(voyage.Arrival);
            return;
        }

        var finding = findings.Find(finding => finding.Id == id && finding.Subject == subject);
        Assert.True(finding is not null, $"{voyage.Arrival} {diagnosis} {string.Join("; ", findings)}");
        Assert.Equal(1, finding.Hop?.Number);
        Assert.All(findings, other => Assert.Equal(id, other.Id));
        if (id is not "SEAL116")
        {
            Assert.True(finding.Proven, finding.Explanation);
        }
    }

    [Fact]
    public void Every_mutation_of_the_table_has_a_row() => Assert.Equal(
        MutationTable.Rows.Select(row => row.Name),
        Rows.SelectMany(row => row.Data.Item1.Split(" # ")).Select(text => Named.Mutation(text).Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_hop_that_says_nothing_more_when_trailers_come_is_named_too()
    {
        var voyage = await SendAsync(Named.Profile("\"name\": \"treat-trailers\", \"form\": \"hang\""), EdgeProfile.Find("transparent"), "PUT /new|!chunked|!trailer", "hello", hangsUp: true);

        var finding = Assert.Single(new SignatureDoctor(Keys).Examine(voyage, _ => Key.SecretAccessKey).Findings, finding => finding.Condition is null);
        Assert.Equal("SEAL116", finding.Id);
    }

    private async Task<Voyage> SendAsync(EdgeProfile outer, EdgeProfile inner, string request, string content, bool hangsUp = false)
    {
        var (head, body) = Sign(request, content);
        var hops = new ConcurrentDictionary<int, TaskCompletionSource<Hop>>();
        TaskCompletionSource<Hop> Record(int number) => hops.GetOrAdd(number, _ => new TaskCompletionSource<Hop>(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var second = await EdgeHost.StartAsync(Options(inner, Record(2)) with { Connect = Dial.To(_server.EndPoint) });
        await using var first = await EdgeHost.StartAsync(Options(outer, Record(1)) with { Connect = Dial.To(second.EndPoint) });
        await using (var client = await Peer.ConnectAsync(first.EndPoint))
        {
            await client.SendAsync(head);
            await client.SendAsync(body);
            if (!hangsUp)
            {
                string answer;
                do
                {
                    answer = await client.HeadAsync();
                }
                while (answer.StartsWith("HTTP/1.1 1", StringComparison.Ordinal));
            }
        }

        var outermost = await Record(1).Task.WaitAsync(TimeSpan.FromSeconds(20));
        var innermost = outermost.AnswerBefore is null ? null : await Record(2).Task.WaitAsync(TimeSpan.FromSeconds(20));
        var arrivals = _arrivals.ToArray();
        _arrivals.Clear();
        return new Voyage
        {
            Id = "loop",
            Hops = innermost is null ? [outermost] : [outermost, innermost],
            Arrival = arrivals.Length > 0 ? arrivals[^1] with { Head = (innermost ?? outermost).After } : null,
        };
    }

    private static EdgeOptions Options(EdgeProfile profile, TaskCompletionSource<Hop> hop) => new()
    {
        Profile = profile,
        Holds = HoldSchedule.Always(new HoldWholeBody()),
        Connect = null!,
        OnHop = record => hop.TrySetResult(record),
    };

    // A client that signs every header it has, but for those behind a tilde.
    private static (string Head, string Body) Sign(string request, string content)
    {
        var parts = request.Split('|');
        var (method, target) = (parts[0].Split(' ')[0], parts[0].Split(' ')[1]);
        var marks = parts.Skip(1).Where(part => part[0] == '!').ToHashSet();
        var fields = parts.Skip(1).Where(part => part[0] is not ('!' or '~')).Select(Field).Prepend(new HeaderField("Host", Host)).ToList();
        var unsigned = parts.Skip(1).Where(part => part[0] == '~').Select(part => Field(part[1..])).ToList();
        var isChunked = marks.Contains("!chunked");
        if (isChunked)
        {
            fields.AddRange([new("Content-Encoding", "aws-chunked"), new("x-amz-decoded-content-length", $"{content.Length}"), new("x-amz-trailer", "x-amz-checksum-crc32")]);
            (marks.Contains("!unsigned") ? unsigned : fields).Add(new("Transfer-Encoding", "chunked"));
        }
        else if (method == "PUT" && !fields.Exists(field => field.Is("content-length")))
        {
            unsigned.Add(new("Content-Length", $"{content.Length}"));
        }

        var signed = new Signer(Keys).Sign(new RequestHead(method, target, fields), Key, new SigningParameters
        {
            Region = "us-east-1",
            Time = TimeProvider.System.GetUtcNow(),
            PayloadHash = isChunked ? PayloadHash.StreamingUnsignedTrailer : marks.Contains("!hashed") ? PayloadHash.Of(Encoding.Latin1.GetBytes(content)) : PayloadHash.Unsigned,
            Policy = SignedHeaderPolicy.EverythingExcept(),
        }).Head;
        var head = unsigned.Aggregate(signed, (now, field) => now.Adding(field.Name, field.Value));
        return (Encoding.Latin1.GetString(MessageHead.OfRequest(head).ToBytes()), isChunked ? Chunk(content, marks.Contains("!trailer")) : head.Has("content-length") ? content : "");
    }

    private static HeaderField Field(string text) => new(text.Split(':')[0], text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart(' '));

    private static string Chunk(string content, bool hasTrailer)
    {
        var checksum = ChecksumHasher.Of(ChecksumAlgorithm.Crc32, Encoding.Latin1.GetBytes(content)).ToBase64();
        var coded = $"{content.Length:x}\r\n{content}\r\n0\r\nx-amz-checksum-crc32:{checksum}\r\n\r\n";
        return $"{coded.Length:x}\r\n{coded}\r\n0\r\n{(hasTrailer ? "x-sum: 7\r\n" : "")}\r\n";
    }
}
