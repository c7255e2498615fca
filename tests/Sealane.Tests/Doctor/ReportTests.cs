using System.Text;
using System.Text.Json;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

public sealed class ReportTests
{
    private const string CustomerKey = "SSE-C-KEY-NEVER-PRINT-aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=";

    [Fact]
    public void The_text_report_tells_the_incident_from_journey_to_remedy()
    {
        var text = TextReport.Write(OfBoto1360().Through("cloudfront-accelerate", ToContentLength, hold: "the whole body").Arrives().Examine());
        Assert.StartsWith("PUT /report.pdf, sent by boto3 1.36.0 (request 0123456789ABCDEF)\nVerdict: the signature breaks on the way; the endpoint answered 403 SignatureDoesNotMatch.\n", text, StringComparison.Ordinal);
        Assert.Contains("At hop 1 (cloudfront-accelerate) the body's framing became ContentLength (it was Chunked; the hop held: the whole body).", text, StringComparison.Ordinal);
        Assert.Contains("SEAL101 A header that any hop may remove or replace is signed\n  error: transfer-encoding at hop 1 (cloudfront-accelerate), proven, broke this run, sent by boto3 1.36.0\n", text, StringComparison.Ordinal);
        Assert.Contains("    client                                 chunked\n    after hop 1 (cloudfront-accelerate)  ! (none)\n    endpoint                             ! (none)\n", text, StringComparison.Ordinal);
        Assert.Contains("  - transfer-encoding:chunked\n  + transfer-encoding:\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => line.StartsWith("            ", StringComparison.Ordinal)), line => Assert.True(line.Length <= 110, line));
    }

    [Fact]
    public void Twenty_runs_of_the_incident_are_one_cause_with_its_count()
    {
        Diagnosis[] runs =
        [
            .. Enumerable.Range(0, 11).Select(_ => OfBoto1360().Through("edge", ToContentLength).Arrives().Examine()),
            .. Enumerable.Range(0, 9).Select(_ => OfBoto1360().Through("edge").Arrives().Examine()),
        ];

        var cause = Assert.Single(new Examination { Diagnoses = runs }.Causes);
        Assert.Equal(("SEAL101", "transfer-encoding", 20, 11), (cause.Example.Id, cause.Example.Subject, cause.Requests, cause.Broke));
        Assert.Equal("edge", cause.Example.Hop?.Name);

        var text = TextReport.Write(runs);
        Assert.Contains("20 requests of boto3 1.36.0 examined.\n", text, StringComparison.Ordinal);
        Assert.Contains("found in 20 of 20, broke 11", text, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(JsonReport.Write(runs));
        Assert.Equal("sealane/report/2", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(11, json.RootElement.GetProperty("verdicts").GetProperty("Breaks").GetInt32());
        Assert.Equal(11, json.RootElement.GetProperty("causes")[0].GetProperty("broke").GetInt32());
        Assert.Equal(20, json.RootElement.GetProperty("diagnoses").GetArrayLength());
    }

    [Fact]
    public void Causes_at_different_hops_are_counted_apart()
    {
        Diagnosis[] runs =
        [
            Of(Upload()).Through("one", head => head.With("Host", "x")).Through("two").Arrives().Examine(),
            Of(Upload()).Through("one").Through("two", head => head.With("Host", "x")).Arrives().Examine(),
        ];
        Assert.Equal([("one", 1), ("two", 1)], new Examination { Diagnoses = runs }.Causes.Select(cause => (cause.Example.Hop!.Name, cause.Requests)));
    }

    [Fact]
    public void The_JSON_report_has_the_names_that_programs_rely_on()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(OfBoto1360().Through("edge", ToContentLength, hold: "the whole body").Arrives().Examine()));
        var root = json.RootElement;
        Assert.Equal(
            ["schema", "voyageId", "request", "client", "signedHeaders", "verdict", "unproven", "status", "errorCode", "errorMessage", "time", "sent", "way", "findings", "journeys", "differences", "canonicalRequests"],
            root.EnumerateObject().Select(property => property.Name));
        var finding = root.GetProperty("findings")[0];
        Assert.Equal(
            ["id", "title", "severity", "subject", "hop", "broke", "proven", "condition", "explanation", "remedy", "source", "page", "client"],
            finding.EnumerateObject().Select(property => property.Name));
        Assert.Equal("ContentLength", finding.GetProperty("condition").GetProperty("framing").GetString());
        Assert.Equal(1, finding.GetProperty("hop").GetProperty("number").GetInt32());
        Assert.Equal("the whole body", root.GetProperty("way")[0].GetProperty("hold").GetString());
    }

    [Fact]
    public void A_leg_shows_the_heads_on_its_two_sides_and_marks_what_is_struck_and_added_and_signed()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(OfBoto1360().Through("edge", ToContentLength).Answered("200 OK").Arrives().Examine()));
        var leg = json.RootElement.GetProperty("way")[0];
        var (before, after) = (leg.GetProperty("before"), leg.GetProperty("after"));
        Assert.Equal("PUT /report.pdf HTTP/1.1", before.GetProperty("startLine").GetString());

        var struck = Line(before, "Transfer-Encoding");
        Assert.Equal(
            ("chunked", true, true, "Removed"),
            (struck.GetProperty("value").GetString(), struck.GetProperty("isSigned").GetBoolean(), struck.GetProperty("isHopByHop").GetBoolean(), struck.GetProperty("change").GetString()));
        var added = Line(after, "Content-Length");
        Assert.Equal((false, "Added"), (added.GetProperty("isSigned").GetBoolean(), added.GetProperty("change").GetString()));
        Assert.False(Line(before, "Host").TryGetProperty("change", out _));
        Assert.EndsWith("Signature=(masked)", Line(before, "Authorization").GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal("HTTP/1.1 200 OK", leg.GetProperty("answer").GetProperty("startLine").GetString());

        static JsonElement Line(JsonElement head, string name) => Assert.Single(head.GetProperty("lines").EnumerateArray(), line => line.GetProperty("name").GetString() == name);
    }

    [Fact]
    public void A_hop_at_which_the_request_ended_is_a_leg_with_nothing_after_it()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(Of(Upload()).Through("one").StoppedAt("two", "413 Payload Too Large").Examine()));
        var legs = json.RootElement.GetProperty("way").EnumerateArray().ToList();
        Assert.Equal([("one", true), ("two", false)], legs.Select(leg => (leg.GetProperty("name").GetString(), leg.TryGetProperty("after", out _))));
        Assert.Equal("HTTP/1.1 413 Payload Too Large", legs[1].GetProperty("answer").GetProperty("startLine").GetString());
    }

    [Fact]
    public void No_secret_is_in_any_report_finding_or_text_of_an_object()
    {
        var head = Upload("/k?x-id=PutObject").Adding("x-amz-server-side-encryption-customer-key", CustomerKey).Adding("Cookie", "COOKIE-NEVER-PRINT").Adding("Proxy-Authorization", "PROXY-NEVER-PRINT");
        RecordedVoyage[] voyages =
        [
            Of(head),
            Of(head, SignedHeaderPolicy.EverythingExcept()),
            Presigned(head),
            Presigned(Upload($"/k?X-Amz-Server-Side-Encryption-Customer-Key={CustomerKey}")),
            OfBoto1360(),
        ];
        string[] touched = ["x-amz-security-token", "x-amz-server-side-encryption-customer-key", "Cookie", "Proxy-Authorization", "Authorization", "Host"];
        var written = new StringBuilder();
        foreach (var voyage in voyages)
        {
            foreach (var name in touched)
            {
                var copy = new RecordedVoyage(voyage.Signed).Through("edge", head => head.Has(name) ? head.With(name, head.Value(name) + "X") : head).Through("path", head => head.WithTarget(head.Target.Replace("/k", "/K", StringComparison.Ordinal) + (head.Target.Contains('?', StringComparison.Ordinal) ? "&y=1" : ""))).Arrives();
                foreach (var secret in new[] { Secret, null, "another" })
                {
                    var diagnosis = copy.Examine(secret);
                    Assert.NotEmpty(diagnosis.Findings);
                    written.Append(TextReport.Write(diagnosis)).Append(TextReport.Write([diagnosis]))
                        .Append(Encoding.UTF8.GetString(JsonReport.Write(diagnosis))).Append(Encoding.UTF8.GetString(JsonReport.Write([diagnosis])))
                        .Append(diagnosis).AppendJoin(' ', diagnosis.Findings).AppendJoin(' ', diagnosis.Differences).AppendJoin(' ', diagnosis.Legs)
                        .AppendJoin(' ', diagnosis.Journeys).AppendJoin(' ', diagnosis.Journeys.SelectMany(journey => journey.Points)).AppendJoin(' ', diagnosis.CanonicalRequests?.Lines ?? []);
                }
            }
        }

        var text = written.ToString();
        Assert.Contains(Sealane.Signing.Text.Secrecy.Masked, text, StringComparison.Ordinal);
        Assert.Contains("another value", text, StringComparison.Ordinal);
        var signatures = voyages.Select(voyage => ((AuthorizationReading.Present)AuthorizationReader.Read(voyage.Signed)).Authorization.Signature);
        Assert.All([Secret, SessionToken, "NEVER-PRINT", CustomerKey, .. signatures, .. ExpectedSignatures(voyages)], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_head_cannot_write_to_the_readers_terminal()
    {
        var text = TextReport.Write(Of(Upload().With("Content-Type", "a\u001b[31mb")).Through("edge", head => head.With("Content-Type", "\u001b]0;x\u0007")).Arrives().Examine());
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Contains("\\x1B", text, StringComparison.Ordinal);
    }

    // What the endpoint would have accepted: the one value that must never leave it.
    private static IEnumerable<string> ExpectedSignatures(IEnumerable<RecordedVoyage> voyages) => voyages.Select(voyage =>
    {
        var head = voyage.Signed.With("Host", voyage.Signed.Value("Host") + "X");
        var authorization = ((AuthorizationReading.Present)AuthorizationReader.Read(head)).Authorization;
        return new Sealane.Signing.Verifier(new()).Verify(head, authorization, Secret).Trace.Signature;
    });
}
