using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

/// <summary>One row a cause: what happened to a request, and what the doctor must call it.</summary>
public sealed class CauseTests
{
    private static readonly SignedHeaderPolicy Everything = SignedHeaderPolicy.EverythingExcept();
    private static readonly DateTimeOffset Tomorrow = Time.AddDays(1);

    internal static readonly Row[] Rows =
    [
        // What the way changed. Hop 2 of three is to blame in each.
        Way("TE signed, Content-Length onward", "SEAL101", "transfer-encoding", Boto1360Upload(), Boto1360Policy, ToContentLength),
        Way("Expect signed and dropped", "SEAL101", "expect", Upload().Adding("Expect", "100-continue"), Everything, head => head.Without("Expect")),
        Way("Connection signed and rewritten", "SEAL101", "connection", Upload().Adding("Connection", "keep-alive"), Everything, head => head.With("Connection", "close")),
        Way("TE field signed and dropped", "SEAL101", "te", Upload().Adding("TE", "trailers"), Everything, head => head.Without("TE")),
        Way("a header that Connection names", "SEAL101", "x-trace", Upload().Adding("Connection", "x-trace").Adding("X-Trace", "1"), SignedHeaderPolicy.EverythingExcept("connection"), head => head.Without("x-trace")),
        Way("Host with another name", "SEAL102", "host", Upload(), null, head => head.With("Host", "10.0.0.7")),
        Way("Host without its port", "SEAL102", "host", Upload(host: "store.example:9000"), null, head => head.With("Host", "store.example")),
        Way("Host with a port", "SEAL102", "host", Upload(host: "store.example"), null, head => head.With("Host", "store.example:80")),
        Way("Host in lower case", "SEAL102", "host", Upload(host: "Store.Example"), null, head => head.With("Host", "store.example")),
        Way("an x-amz- header added", "SEAL103", "x-amz-request-tag", Upload(), null, head => head.Adding("X-Amz-Request-Tag", "7")),
        Way("an empty x-amz- header added", "SEAL103", "x-amz-empty", Upload(), null, head => head.Adding("X-Amz-Empty", "")),
        Way("x-amz-cf-id added on another host", "SEAL103", "x-amz-cf-id", Upload(host: "store.example"), null, head => head.Adding("X-Amz-Cf-Id", "abc")),
        Way("doubled slash merged", "SEAL104", "path", Upload("/a//b"), null, head => head.WithTarget("/a/b")),
        Way("dot segments removed", "SEAL104", "path", Upload("/a/./b/../c"), null, head => head.WithTarget("/a/c")),
        Way("%2F decoded", "SEAL104", "path", Upload("/a%2Fb"), null, head => head.WithTarget("/a/b")),
        Way("path letter case", "SEAL104", "path", Upload("/Report.PDF"), null, head => head.WithTarget("/report.pdf")),
        Way("path encoded twice", "SEAL104", "path", Upload("/a%20b"), null, head => head.WithTarget("/a%2520b")),
        Way("bucket put before the path", "SEAL104", "path", Upload("/key"), null, head => head.WithTarget("/data/key")),
        Way("query parameter added", "SEAL105", "query", Upload("/k?partNumber=1&uploadId=u"), null, head => head.WithTarget("/k?partNumber=1&uploadId=u&utm=x")),
        Way("query %2B decoded", "SEAL105", "query", Upload("/k?prefix=a%2Bb"), null, head => head.WithTarget("/k?prefix=a+b")),
        Way("accept-encoding rewritten", "SEAL110", "accept-encoding", Upload().Adding("Accept-Encoding", "identity"), Everything, head => head.With("Accept-Encoding", "gzip, br")),
        Way("range dropped", "SEAL110", "range", Upload().WithMethod("GET").Adding("Range", "bytes=0-9"), Everything, head => head.Without("Range")),
        Way("user-agent replaced", "SEAL110", "user-agent", Upload(), Everything, head => head.With("User-Agent", "Amazon CloudFront")),
        Way("content-length signed, chunked onward", "SEAL110", "content-length", Upload().Adding("Content-Length", "5"), Everything, head => head.Without("Content-Length").Adding("Transfer-Encoding", "chunked")),
        Way("content-type changed", "SEAL110", "content-type", Upload(), null, head => head.With("Content-Type", "application/octet-stream")),
        Way("lines merged", "SEAL111", "x-amz-meta-d", Upload().Adding("x-amz-meta-d", "1").Adding("x-amz-meta-d", "2"), null, head => head.With("x-amz-meta-d", "1, 2")),
        Way("underscore dropped", "SEAL112", "x-amz-meta-a_b", Upload().Adding("x-amz-meta-a_b", "1"), null, head => head.Without("x-amz-meta-a_b")),
        Way("Authorization removed", "SEAL113", "authorization", Upload(), null, head => head.Without("Authorization")),
        Way("HEAD became GET", "SEAL118", "method", Upload().WithMethod("HEAD"), null, head => MessageHead.OfRequest(head.ToRequest().WithMethod("GET"))),

        // What nobody on the way did.
        Own("another secret", "SEAL107", "key", proven: false, () => Of(Upload()).Through("edge").Arrives(403, "SignatureDoesNotMatch"), secret: "another"),
        Own("a secret with a line end", "SEAL107", "key", proven: true, () => new RecordedVoyage(SignedWith(Secret + "\n")).Through("edge").Arrives()),
        Own("a secret cut short", "SEAL107", "key", proven: true, () => new RecordedVoyage(SignedWith(Secret[..^1])).Through("edge").Arrives()),
        Own("the wrong region", "SEAL108", "scope", proven: true, () => Of(Upload()).Through("edge")
            .Arrives(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'")),
        Own("the wrong service", "SEAL108", "scope", proven: true, () => new RecordedVoyage(Resigned("ec2")).Through("edge")
            .Arrives(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; incorrect service \"ec2\". This endpoint belongs to \"s3\".")),
        Own("a clock a day behind", "SEAL109", "time", proven: true, () => Of(Upload()).Through("edge").Arrives(403, "RequestTimeTooSkewed", at: Tomorrow)),
        Own("an expired presigned request", "SEAL109", "time", proven: true, () => Presigned(Upload()).Through("edge").Arrives(403, "AccessDenied", "Request has expired", Tomorrow)),
        Own("a body of another hash", "SEAL106", "body", proven: true, () => Of(Upload(), payloadHash: PayloadHash.Of("hello"u8)).Through("edge").Arrives(400, "XAmzContentSHA256Mismatch")),
        Own("the client's own unsigned header", "SEAL114", "x-amz-tagging", proven: true, () => new RecordedVoyage(Of(Upload()).Signed.Adding("x-amz-tagging", "a=b")).Through("edge").Arrives()),
        Own("a chunk's signature", "SEAL115", "body", proven: true, () => Of(Upload(), payloadHash: PayloadHash.StreamingSigned).Through("edge").Arrives(403, "SignatureDoesNotMatch")),
        Own("a malformed trailer", "SEAL115", "body", proven: true, () => OfSealane().Through("edge").Arrives(400, "MalformedTrailerError")),
        Own("signature version 2", "SEAL117", "signature", proven: true, () => new RecordedVoyage(Upload().Adding("Authorization", "AWS AKID:c2lnbmF0dXJl")).Through("edge").Arrives(400, "InvalidRequest")),
        Own("no signature", "SEAL117", "signature", proven: true, () => new RecordedVoyage(Upload()).Through("edge").Arrives(403, "AccessDenied")),
        Own("a token that S3 does not know", "SEAL120", "request", proven: true, () => Of(Upload()).Through("edge").Arrives(400, "InvalidToken")),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cause_is_named_with_its_subject_its_hop_and_its_proof(string name)
    {
        var row = Array.Find(Rows, row => row.Name == name)!;
        var diagnosis = row.Voyage().Examine(row.Secret);

        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((row.Id, row.Subject, row.Hop), (finding.Id, finding.Subject, finding.Hop?.Number));
        Assert.Equal(row.Proven, finding.Proven);
        Assert.True(finding.Broke);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal(row.Hop is null ? Verdict.Refused : Verdict.Breaks, diagnosis.Verdict);
        Assert.NotEmpty(finding.Explanation);
        Assert.NotEmpty(finding.Remedy);
        Assert.NotEmpty(finding.Source);
    }

    [Fact]
    public void Every_id_stands_in_the_table_once_and_has_a_row_here()
    {
        Assert.Equal(FindingTable.Rows.Count, FindingTable.Rows.Select(row => row.Id).Distinct().Count());
        Assert.All(FindingTable.Rows, row => Assert.Matches("^SEAL1[0-9]{2}$", row.Id));

        // These have tests of their own: a request that did not arrive, a key that is not known, a head that is none, a body that was stored otherwise;
        // and what hops do to answers is in the closed loop.
        string[] elsewhere =
        [
            FindingTable.StoppedOnTheWay.Id, FindingTable.KeyUnknown.Id, FindingTable.HeadUnreadable.Id, FindingTable.BodyRecoded.Id,
            .. ClosedLoop.Rows.Select(row => row.Data.Item3).OfType<string>(),
        ];
        Assert.Equal(FindingTable.Rows.Select(row => row.Id).Order(), Rows.Select(row => row.Id).Concat(elsewhere).Distinct().Order());
    }

    [Fact]
    public void A_body_that_a_hop_compressed_and_the_endpoint_took_is_named_though_the_signature_holds()
    {
        var diagnosis = Of(Upload()).Through("first").Through("squeezer", head => head.Adding("Content-Encoding", "gzip")).Arrives().Examine();

        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("SEAL129", "body", 2, Severity.Warning), (finding.Id, finding.Subject, finding.Hop?.Number, finding.Severity));
        Assert.Equal(Verdict.BreaksSometimes, diagnosis.Verdict);
    }

    private static RecordedVoyage OfSealane() => Of(Upload(), payloadHash: PayloadHash.StreamingUnsignedTrailer);

    private static RequestHead Resigned(string service) => new Sealane.Signing.Signer(new SigningKeyCache()).Sign(
        Upload(), Key, new() { Region = "us-east-1", Service = service, Time = Time }).Head;

    // Our own credentials refuse a line end in a secret; other clients do not.
    private static RequestHead SignedWith(string secret)
    {
        var head = Of(Upload()).Signed;
        var authorization = ((AuthorizationReading.Present)AuthorizationReader.Read(head)).Authorization;
        var trace = HeadSignature.Compute(head, authorization.SignedHeaders, PayloadHash.Unsigned, authorization.Timestamp!, SigningKey.Derive(secret, authorization.Scope));
        return head.With("Authorization", (authorization with { Signature = trace.Signature }).ToHeaderValue());
    }

    private static Row Way(string name, string id, string subject, RequestHead head, SignedHeaderPolicy? policy, Func<MessageHead, MessageHead> edit) => new(
        name, id, subject, Hop: 2, Proven: true, Secret, () => Of(head, policy).Through("first").Through("second", edit).Through("third", head => head.Adding("Via", "1.1 third")).Arrives());

    private static Row Own(string name, string id, string subject, bool proven, Func<RecordedVoyage> voyage, string secret = Secret) =>
        new(name, id, subject, Hop: null, proven, secret, voyage);

    internal sealed record Row(string Name, string Id, string Subject, int? Hop, bool Proven, string Secret, Func<RecordedVoyage> Voyage);
}
