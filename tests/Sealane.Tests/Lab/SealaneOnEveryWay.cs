using System.Text;
using CsCheck;
using Sealane.Credentials;
using Sealane.Doctor.Evidence;
using Sealane.Edge.Framing;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Lab;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Tests.Doctor;
using Sealane.Tests.Edge;
using Sealane.Transport;

namespace Sealane.Tests.Lab;

/// <summary>
/// Whatever the way does to hop-by-hop and rewritten headers, to framing, order and spelling, no request of Sealane's breaks of it: over random requests
/// and random chains of everything that an edge can do.
/// </summary>
public sealed class SealaneOnEveryWay
{
    private static readonly SigningKeyCache Keys = new();
    private static readonly SigningCredentials Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "DELETE", "POST"];

    private static readonly Passage Passage = new() { Client = "192.0.2.7", CompleteLength = 5, Now = RecordedVoyage.Time };

    // Each mutation of the closed loop, by itself, and each profile: those that leave alone what S3 or HTTP promise to leave alone.
    private static readonly EdgeProfile[] Ways =
    [
        .. ClosedLoop.Rows.SelectMany(row => row.Data.Item1.Split(" # ")).Distinct().Select(text => Named.Profile(text)).Concat(EdgeProfile.All).Where(IsLawful),
    ];

    private static readonly Gen<string> Keyed = Gen.String[Gen.Char["ab/ +%~.-_!'()*&=;:@$,?#\u00E9\u65E5\\|<>\"^`{}[]"], 1, 12];

    private static readonly Gen<EdgeProfile[]> Chains = Gen.Int[0, Ways.Length - 1].Select(index => Ways[index]).Array[1, 5].Select(Join).Array[1, 3];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Most_of_what_an_edge_can_do_is_lawful_and_what_is_not_is_left_out()
    {
        Assert.Contains(Ways, way => way.Name == "rfc9110");
        Assert.True(Ways.SelectMany(way => way.Mutations).Select(mutation => mutation.Name).Distinct().Count() > 30);
        Assert.DoesNotContain(Ways.SelectMany(way => way.Mutations), mutation => mutation is RewriteHost or MergeSlashes or DropAuthorization or LimitBody);
    }

    [Fact]
    public void A_signature_of_Sealanes_survives_every_chain() => Gen.Select(Requests(), Chains).Sample((request, chain) =>
    {
        var signed = new Signer(Keys).Sign(request, Key, new SigningParameters { Region = "us-east-1", Time = RecordedVoyage.Time, PayloadHash = PayloadHash.Unsigned }).Head;

        var arrived = chain.Aggregate(MessageHead.OfRequest(signed), (head, hop) => hop.Apply(head, Passage)).ToRequest();

        var authorization = Assert.IsType<AuthorizationReading.Present>(AuthorizationReader.Read(arrived)).Authorization;
        var verification = new Verifier(Keys).Verify(arrived, authorization, Key.SecretAccessKey);
        Assert.True(verification.Matches, $"{signed} became {arrived}");
        Assert.All(verification.UnsignedAmzHeaders, name => Assert.Equal("x-amz-cf-id", name));
    }, iter: 2000);

    [Fact]
    public Task Objects_go_and_come_through_every_chain() => Gen.Select(Keyed, Gen.Byte.Array[0, 3000], Chains, Gen.Int[0, 1000]).SampleAsync(async (name, content, chain, seed) =>
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { AccelerateEdges = chain, RegionalEdges = chain, Seed = seed }, Cancellation);
        await using var s3 = new S3Client(new S3ClientOptions
        {
            Region = "us-east-1",
            Credentials = new GivenCredentials(lab.Credentials),
            UseAccelerateEndpoint = true,
            ConnectTo = [new ConnectToRule(null, null, $"{lab.Front.Address}", lab.Front.Port)],
            CaBundle = lab.AuthorityFile,
            Proxy = ProxyRules.None,
        });

        var key = $"k{name}";
        await s3.PutObjectAsync("bucket", key, content, Cancellation);
        Assert.Equal(content, await ReadAsync(s3, new GetObjectRequest { Bucket = "bucket", Key = key }));
        if (content.Length > 10)
        {
            Assert.Equal(content[3..8], await ReadAsync(s3, new GetObjectRequest { Bucket = "bucket", Key = key, Range = "bytes=3-7" }));
        }

        Assert.Equal(content.Length, (await s3.HeadObjectAsync("bucket", key, Cancellation)).ContentLength);
        Assert.Equal(key, Assert.Single((await s3.ListObjectsV2Async(new ListObjectsV2Request { Bucket = "bucket", Prefix = "k" }, Cancellation)).Contents!).Key);
        await s3.DeleteObjectAsync("bucket", key, Cancellation);

        var upload = (await s3.CreateMultipartUploadAsync("bucket", key, Cancellation)).UploadId!;
        var part = await s3.UploadPartAsync("bucket", key, upload, 1, content, Cancellation);
        await s3.CompleteMultipartUploadAsync("bucket", key, upload, [new CompletedPart { PartNumber = 1, ETag = part.ETag }], Cancellation);
        Assert.Equal(content, await ReadAsync(s3, new GetObjectRequest { Bucket = "bucket", Key = key }));
    }, iter: 25, threads: 2, print: sample => $"{sample.Item1} through {string.Join(" | ", sample.Item3.Select(hop => string.Join(", ", hop.Mutations)))}, {sample.Item2.Length} bytes, seed {sample.Item4}");

    private static async Task<byte[]> ReadAsync(S3Client s3, GetObjectRequest request)
    {
        await using var got = await s3.GetObjectAsync(request, Cancellation);
        using var copy = new MemoryStream();
        await got.Body.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    private static EdgeProfile Join(EdgeProfile[] ways) => ways[0] with { Name = string.Join('+', ways.Select(way => way.Name)), Mutations = [.. ways.SelectMany(way => way.Mutations)] };

    private static Gen<RequestHead> Requests()
    {
        string[] names = [.. HeaderTable.Rows.Where(row => !row.IsPrefix && row.Fate != HeaderFate.EndToEnd && row.Name is not ("transfer-encoding" or "x-amz-cf-id")).Select(row => row.Name)];
        var headers = Gen.Select(Gen.Int[0, names.Length - 1].Select(index => names[index]), Gen.String[Gen.Char["abc019/-. ,;=\""], 0, 12]);
        return Gen.Select(Gen.Int[0, 4].Select(index => Methods[index]), Keyed, Keyed, headers.Array[0, 8], (method, path, query, fields) => new RequestHead(
            method,
            $"/{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?prefix={Uri.EscapeDataString(query)}&list-type=2",
            [
                new HeaderField("Host", "bucket.s3-accelerate.amazonaws.com"),
                new HeaderField("x-amz-meta-a", path.Length.ToString(null, null)),
                .. fields.Select(field => new HeaderField(field.Item1, field.Item2.Trim())),
                new HeaderField("Transfer-Encoding", "chunked"),
            ]));
    }

    // By what it does, not by what it is called: request line, Host, x-amz- headers, the few that S3 asks for, and the answer's meaning stay.
    private static bool IsLawful(EdgeProfile way)
    {
        var put = Head("PUT", "Box.s3.example:9000", "Content-Length: 5\r\n");
        var get = Head("GET", "box.s3.example", "Range: bytes=1-2\r\n");
        return new[] { put, get, Head("HEAD", "box.s3.example:80", ""), Head("POST", "box.s3.example:443", "Content-Length: 5\r\n") }.All(head => Forwards(way.Plan(head)) && KeepsRequest(head, way.Apply(head, Passage)))
            && new[] { "200 OK", "404 Not Found", "307 Temporary Redirect" }.All(status => KeepsAnswer(way, get, status) && KeepsAnswer(way, put, status));
    }

    private static bool Forwards(BodyPlan plan) => plan is { Refusal: null, Limit: null, Body.Gzips: false, Body.Trailers: TrailerFate.Forwarded or TrailerFate.Dropped };

    private static bool KeepsRequest(MessageHead before, MessageHead after)
    {
        var (one, other) = (before.ToRequest(), after.ToRequest());
        var parts = other.Fields.Concat(one.Fields).Select(field => field.Name.ToLowerInvariant())
            .Where(name => name is "host" or "content-type" or "content-md5" or "authorization" or "range" || (name.StartsWith("x-amz-", StringComparison.Ordinal) && name != "x-amz-cf-id"))
            .Distinct().Select(RequestPart.Header);
        return (before.Framing != BodyFraming.ContentLength || after.Framing == BodyFraming.ContentLength) && parts.Concat([RequestPart.Method, RequestPart.Path, RequestPart.Query]).All(part => part.IsSame(one, other));
    }

    private static bool KeepsAnswer(EdgeProfile way, MessageHead request, string status)
    {
        var before = MessageHead.Parse(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nETag: \"e\"\r\nx-amz-request-id: R\r\nx-amz-meta-a_b: 1\r\nContent-Type: application/xml\r\nLocation: https://elsewhere/\r\nContent-Length: 9\r\n\r\n"));
        var after = way.ApplyToAnswer(before, new WayBack { Passage = Passage, Request = request, Sent = request, CompleteLength = 9 });
        return after.Head.Status == before.Status && after.Body is { Gzips: false, Slice: null, Replacement: null }
            && new[] { "etag", "x-amz-request-id", "x-amz-meta-a_b", "content-type", "content-encoding", "location" }.All(name => before.Values(name).SequenceEqual(after.Head.Values(name)));
    }

    private static MessageHead Head(string method, string host, string lines) => MessageHead.Parse(Encoding.ASCII.GetBytes(
        $"{method} /box//a%2Fb/../c+d%2B%20(e)/;v=1/a%5Cb{(method == "PUT" ? "/" : "")}?x-id=a%2Bb%20c=d HTTP/1.1\r\nHost: {host}\r\nAuthorization: AWS4\r\nContent-Type: text/plain\r\nContent-MD5: x\r\n"
        + $"x-amz-date: 1\r\nx-amz-meta-a_b: 1\r\nx-amz-meta-a.b: 2\r\nx-amz-meta-long: {new string('x', 4000)}\r\nExpect: 100-continue\r\nAccept-Encoding: gzip\r\n{lines}\r\n"));
}
