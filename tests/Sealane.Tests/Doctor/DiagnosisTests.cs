using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

public sealed class DiagnosisTests
{
    [Fact]
    public void Two_headers_that_both_broke_it_are_proven_as_a_pair()
    {
        var diagnosis = Of(Upload().Adding("Accept-Encoding", "identity"), SignedHeaderPolicy.EverythingExcept())
            .Through("first", head => head.With("Host", "origin"))
            .Through("second", head => head.With("Accept-Encoding", "gzip"))
            .Arrives()
            .Examine();

        Assert.Equal(["SEAL102", "SEAL110"], diagnosis.Findings.Select(finding => finding.Id).Order());
        Assert.All(diagnosis.Findings, finding => Assert.True(finding.Proven && finding.Broke));
        Assert.Equal([1, 2], diagnosis.Findings.OrderBy(finding => finding.Id).Select(finding => finding.Hop?.Number));
        Assert.All(diagnosis.Findings, finding => Assert.Contains("put back together", finding.Explanation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hop_that_puts_right_what_another_changed_is_not_blamed_nor_is_the_other()
    {
        var diagnosis = Of(Upload()).Through("first", head => head.With("Host", "origin")).Through("second", head => head.With("Host", Accelerated)).Arrives().Examine();
        Assert.Equal(Verdict.Survives, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
        Assert.Equal(2, diagnosis.Differences.Count);
    }

    [Fact]
    public void Of_several_hops_the_last_that_took_it_away_from_what_was_signed_is_named()
    {
        var diagnosis = Of(Upload())
            .Through("first", head => head.With("Host", "origin"))
            .Through("second", head => head.With("Host", Accelerated))
            .Through("third", head => head.With("Host", "origin"))
            .Through("fourth", head => head.With("Host", "elsewhere"))
            .Arrives()
            .Examine();
        Assert.Equal(new HopPlace(3, "third"), Assert.Single(diagnosis.Findings).Hop);
    }

    [Fact]
    public void A_change_between_two_records_is_placed_between_them()
    {
        var diagnosis = Of(Upload()).Through("recorder").Unseen(head => head.With("Host", "origin")).Arrives().Examine();
        Assert.Equal(new HopPlace(null, "between hop 1 and the endpoint"), Assert.Single(diagnosis.Findings).Hop);

        diagnosis = Of(Upload()).Through("first").Unseen(head => head.With("Host", "origin")).Through("second").Arrives().Examine();
        Assert.Equal(new HopPlace(null, "between hop 1 and hop 2"), Assert.Single(diagnosis.Findings).Hop);
    }

    [Fact]
    public void A_change_before_the_first_record_is_guessed_and_proven()
    {
        var diagnosis = OfBoto1360().Unseen(ToContentLength).Through("edge").Arrives().Examine();
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("SEAL101", "transfer-encoding", new HopPlace(null, "before the first record")), (finding.Id, finding.Subject, finding.Hop));
        Assert.True(finding.Proven);

        diagnosis = Of(Upload(host: "store.example:9000")).Unseen(head => head.With("Host", "store.example")).Arrives().Examine();
        Assert.Equal(("SEAL102", true), (Assert.Single(diagnosis.Findings).Id, diagnosis.Findings[0].Proven));
    }

    [Fact]
    public void Two_changes_before_the_first_record_are_guessed_as_a_pair()
    {
        var diagnosis = OfBoto1360().Unseen(head => ToContentLength(head).With("Host", $"{Accelerated}:443")).Arrives().Examine();
        Assert.Equal(["SEAL101", "SEAL102"], diagnosis.Findings.Select(finding => finding.Id).Order());
        Assert.All(diagnosis.Findings, finding => Assert.True(finding.Proven));
    }

    [Fact]
    public void An_unknown_key_leaves_the_differences_named_and_unproven()
    {
        var diagnosis = OfBoto1360().Through("edge", ToContentLength).Arrives(403, "InvalidAccessKeyId").Examine(secret: null);
        Assert.Equal(Verdict.Breaks, diagnosis.Verdict);
        Assert.True(diagnosis.Unproven);
        var finding = diagnosis.Findings[0];
        Assert.Equal(("SEAL101", "transfer-encoding", 1), (finding.Id, finding.Subject, finding.Hop?.Number));
        Assert.False(finding.Proven);
        Assert.Equal(("SEAL119", Severity.Notice), (diagnosis.Findings[1].Id, diagnosis.Findings[1].Severity));
    }

    [Fact]
    public void An_unknown_key_on_an_untouched_way_survives_unproven_and_is_foretold_all_the_same()
    {
        var untouched = Of(Upload()).Through("edge").Arrives(403, "InvalidAccessKeyId").Examine(secret: null);
        Assert.Equal((Verdict.Survives, true), (untouched.Verdict, untouched.Unproven));
        Assert.Equal("SEAL119", Assert.Single(untouched.Findings).Id);

        var foretold = OfBoto1360().Through("edge").Arrives(403, "InvalidAccessKeyId").Examine(secret: null);
        Assert.Equal((Verdict.BreaksSometimes, true), (foretold.Verdict, foretold.Unproven));
        Assert.Equal(("SEAL101", false), (foretold.Findings[0].Id, foretold.Findings[0].Proven));
        Assert.True(foretold.Findings[0].Condition!.IsReplayed);
    }

    [Fact]
    public void What_the_edge_does_to_unsigned_headers_is_recorded_and_is_no_finding()
    {
        var diagnosis = Of(Boto1360Upload())
            .Through("edge", head => ToContentLength(head).Without("Expect").With("User-Agent", "Amazon CloudFront").Adding("Via", "1.1 edge").Adding("X-Amz-Cf-Id", "abc")
                .Adding("X-Forwarded-For", "192.0.2.1").With("Accept-Encoding", "gzip"))
            .Arrives()
            .Examine();
        Assert.Equal(Verdict.Survives, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
        Assert.Equal(
            ["accept-encoding Changed", "content-length Added", "expect Removed", "transfer-encoding Removed", "user-agent Changed", "via Added", "x-amz-cf-id Added", "x-forwarded-for Added", "body framing Changed"],
            diagnosis.Differences.Select(difference => $"{difference.Part} {difference.Kind}"));
        Assert.DoesNotContain(diagnosis.Differences, difference => difference.IsSigned);
    }

    [Fact]
    public void What_signs_alike_is_no_finding_whatever_the_hop_did_to_its_spelling()
    {
        var diagnosis = Of(Upload("/a~b(c)?b=2&a=1").Adding("x-amz-meta-d", "1").Adding("x-amz-meta-d", "2").Adding("x-amz-meta-empty", ""))
            .Through("edge", head => head.WithTarget("/a%7Eb%28c%29?a=1&b=2").With("x-amz-meta-d", "1,2").Without("x-amz-meta-empty")
                .WithLines(head.WithTarget("/").With("x-amz-meta-d", "1,2").Without("x-amz-meta-empty").Lines.Reverse().Select(line => HeadLine.Of(line.Name.ToUpperInvariant(), line.Value))))
            .Arrives()
            .Examine();
        Assert.Equal(Verdict.Survives, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
        Assert.Contains(diagnosis.Differences, difference => difference.Kind == ChangeKind.Reordered);
        Assert.All(diagnosis.Differences, difference => Assert.True(
            difference.Kind is ChangeKind.Respelled or ChangeKind.Reordered || difference.Part.Name == "x-amz-meta-empty", difference.ToString()));
    }

    [Fact]
    public void A_presigned_request_is_examined_like_any_other()
    {
        Assert.Equal(Verdict.Survives, Presigned(Upload("/k?versionId=7")).Through("edge").Arrives().Examine().Verdict);

        var host = Assert.Single(Presigned(Upload()).Through("edge", head => head.With("Host", "origin")).Arrives().Examine().Findings);
        Assert.Equal(("SEAL102", true), (host.Id, host.Proven));

        var query = Assert.Single(Presigned(Upload("/k?prefix=a%2Bb")).Through("edge", head => head.WithTarget(head.Target.Replace("%2Bb", "+b", StringComparison.Ordinal))).Arrives().Examine().Findings);
        Assert.Equal(("SEAL105", "query", true), (query.Id, query.Subject, query.Proven));
        Assert.Contains("decoded to a plus", query.Explanation, StringComparison.Ordinal);

        var signature = Presigned(Upload()).Through("edge", head => head.WithTarget(head.Target[..head.Target.IndexOf("&X-Amz-Signature", StringComparison.Ordinal)])).Arrives().Examine();
        Assert.Equal(Verdict.Breaks, signature.Verdict);
        Assert.Contains("X-Amz-Signature went missing", Assert.Single(signature.Findings).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_a_hop_answered_itself_is_placed_there()
    {
        var diagnosis = Of(Upload()).Through("first").StoppedAt("apache", "404 Not Found").Examine();
        Assert.Equal(Verdict.NotReached, diagnosis.Verdict);
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("SEAL116", new HopPlace(2, "apache")), (finding.Id, finding.Hop));
        Assert.Contains("404", finding.Explanation, StringComparison.Ordinal);
        Assert.Contains("%2F", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_left_the_last_hop_and_did_not_arrive_is_said_to_be_lost_after_it()
    {
        var diagnosis = OfBoto1360().Through("edge").Examine();
        Assert.Equal(Verdict.NotReached, diagnosis.Verdict);
        Assert.Equal(["SEAL116", "SEAL101"], diagnosis.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void A_foretold_break_is_proven_only_when_the_signature_is_right_and_the_replay_fails()
    {
        var wrong = OfBoto1360().Through("edge").Arrives(403, "SignatureDoesNotMatch").Examine(secret: "another");
        Assert.Equal([("SEAL107", true), ("SEAL101", false)], wrong.Findings.Select(finding => (finding.Id, finding.Broke)));
        Assert.Equal((false, false), (wrong.Findings[1].Proven, wrong.Findings[1].Condition!.IsReplayed));

        // An empty header that is dropped signs alike, so nothing breaks of it.
        var empty = Of(Upload().Adding("TE", ""), SignedHeaderPolicy.AllowTable.Plus("te")).Through("edge").Arrives().Examine();
        Assert.Equal((false, false), (Assert.Single(empty.Findings).Proven, empty.Findings[0].Condition!.IsReplayed));
    }

    [Fact]
    public void A_head_that_the_way_broke_hides_no_guess_about_the_body()
    {
        var diagnosis = Of(Upload(), payloadHash: PayloadHash.StreamingSigned).Through("edge", head => head.With("Host", "origin")).Arrives().Examine();
        Assert.Equal("SEAL102", Assert.Single(diagnosis.Findings).Id);
    }

    [Fact]
    public void The_clients_own_unsigned_header_hides_nothing_that_the_way_did()
    {
        var diagnosis = new RecordedVoyage(Of(Upload()).Signed.Adding("x-amz-tagging", "a=b")).Through("edge", head => head.With("Host", "origin")).Arrives().Examine();
        Assert.Equal(["SEAL102", "SEAL114"], diagnosis.Findings.Select(finding => finding.Id).Order());
        Assert.Equal(Verdict.Breaks, diagnosis.Verdict);
    }

    [Fact]
    public void A_signature_that_the_way_replaced_is_seen_without_its_key()
    {
        var diagnosis = Of(Upload()).Through("edge", head => head.With("Authorization", head.Value("Authorization")![..^1] + "x")).Arrives(403, "InvalidAccessKeyId").Examine(secret: null);
        Assert.Equal("SEAL113", diagnosis.Findings[0].Id);
        Assert.Equal(Verdict.Breaks, diagnosis.Verdict);
    }

    [Fact]
    public void A_clock_is_said_to_be_behind_or_ahead_by_how_much()
    {
        var behind = Assert.Single(Of(Upload()).Arrives(403, "RequestTimeTooSkewed", at: Time.AddMinutes(20)).Examine().Findings);
        Assert.Contains("signed at 2025-01-17 10:00:00Z, and the endpoint's clock says 2025-01-17 10:20:00Z: 20 minutes ahead of the signature", behind.Explanation, StringComparison.Ordinal);
        var ahead = Assert.Single(Of(Upload()).Arrives(403, "RequestTimeTooSkewed", at: Time.AddDays(-3)).Examine().Findings);
        Assert.Contains("3 days behind the signature", ahead.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_keeps_no_record_is_known_by_the_id_in_its_answer()
    {
        var refused = OfBoto1360().Through("edge", ToContentLength).Answered("403 Forbidden\r\nx-amz-request-id: tx1").Examine();
        Assert.Equal((Verdict.Breaks, 403), (refused.Verdict, refused.Status));
        Assert.Equal(("SEAL101", true, true), refused.Findings.Select(finding => (finding.Id, finding.Broke, finding.Proven)).Single());

        Assert.Equal(Verdict.Survives, Of(Upload()).Through("edge").Answered("200 OK\r\nx-amz-request-id: tx2").Examine().Verdict);
        var forbidden = Of(Upload()).Through("edge").Answered("403 Forbidden\r\nx-amz-request-id: tx3").Examine();
        Assert.Equal((Verdict.Refused, "SEAL120"), (forbidden.Verdict, Assert.Single(forbidden.Findings).Id));
        Assert.Equal(Verdict.NotReached, Of(Upload()).Through("edge").Answered("502 Bad Gateway").Examine().Verdict);
    }

    [Theory]
    [InlineData("CONNECT store.example:443 HTTP/1.1\r\nHost: store.example\r\n\r\n")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: store.example\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256\r\n Signature=SECRET\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001")]
    [InlineData(" / HTTP/1.1\r\n\r\n")]
    [InlineData("")]
    public void What_is_no_request_is_said_to_be_none_and_not_quoted(string head)
    {
        var hop = new Hop { Name = "edge", Before = System.Text.Encoding.Latin1.GetBytes(head), After = [], FramingBefore = BodyFraming.None, FramingAfter = BodyFraming.None, Time = Time };
        var diagnosis = new Sealane.Doctor.SignatureDoctor(new()).Examine(new Voyage { Id = "1", Hops = [hop] }, _ => Secret);
        Assert.Equal(Verdict.NotReached, diagnosis.Verdict);
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal("SEAL121", finding.Id);
        Assert.DoesNotContain("SECRET", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_is_about_the_object_is_no_matter_of_the_signature() =>
        Assert.Equal(Verdict.Survives, Of(Upload()).Through("edge").Arrives(404, "NoSuchBucket").Examine().Verdict);

    [Fact]
    public void A_lenient_endpoint_does_not_hide_what_S3_would_refuse()
    {
        var diagnosis = OfBoto1360().Through("edge", ToContentLength).Arrives(200).Examine();
        Assert.Equal(Verdict.Breaks, diagnosis.Verdict);
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((Severity.Warning, false, true), (finding.Severity, finding.Broke, finding.Proven));
    }

    [Fact]
    public void A_header_that_Connection_names_is_foretold()
    {
        var diagnosis = Of(Upload().Adding("Connection", "x-trace").Adding("X-Trace", "1"), SignedHeaderPolicy.EverythingExcept("connection")).Through("edge").Arrives().Examine();
        Assert.Equal(Verdict.BreaksSometimes, diagnosis.Verdict);
        Assert.Equal(("SEAL101", "x-trace", false, true), diagnosis.Findings.Select(finding => (finding.Id, finding.Subject, finding.Broke, finding.Proven)).Single());
    }

    [Fact]
    public void A_body_that_a_hop_compressed_is_traced_to_it()
    {
        var head = Upload().Adding("Content-Length", "5");
        var finding = Assert.Single(Of(head, payloadHash: PayloadHash.Of("hello"u8)).Through("first").Through("zip", head => head.With("Content-Length", "25"))
            .Arrives(400, "XAmzContentSHA256Mismatch").Examine().Findings);
        Assert.Equal(("SEAL106", new HopPlace(2, "zip")), (finding.Id, finding.Hop));
    }

    [Fact]
    public void The_journey_and_the_two_canonical_requests_show_the_difference_and_nothing_else()
    {
        var diagnosis = OfBoto1360().Through("first").Through("edge", ToContentLength).Arrives().Examine();

        var journey = Assert.Single(diagnosis.Journeys);
        Assert.Equal(("transfer-encoding", true), (journey.Subject, journey.IsSigned));
        Assert.Equal(["client: chunked", "after hop 1 (first): chunked", "after hop 2 (edge): (none)", "endpoint: (none)"], journey.Points.Select(point => $"{point.Place}: {point}"));

        var line = Assert.Single(diagnosis.CanonicalRequests!.Lines, line => line.Differs);
        Assert.Equal(new CanonicalLine("transfer-encoding", "transfer-encoding:chunked", "transfer-encoding:", Differs: true), line);
    }
}
