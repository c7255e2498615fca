using Sealane.Doctor.Explanations;

namespace Sealane.Tests.Doctor.Explaining;

/// <summary>What people have in hand of a request that was changed on its way: each client's log, alone and beside S3's refusal.</summary>
public sealed class LogTests
{
    public static TheoryData<string> Clients => [.. RefusedUpload.Changed(head => head).Logs().Keys];

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_log_of_any_client_tells_which_header_was_changed_and_what_that_means(string client)
    {
        var log = RefusedUpload.Changed(RefusedUpload.Reframed).Logs()[client];
        var request = Assert.Single(RefusedUpload.Explain(log).Requests);
        var finding = Assert.Single(request.Diagnosis.Findings);
        Assert.Equal(("SEAL101", "transfer-encoding", false), (finding.Id, finding.Subject, finding.Proven));
        Assert.True(finding.Broke);
        Assert.Contains("1.36.7", finding.Remedy, StringComparison.Ordinal);
        Assert.Equal("4442587FB7D0A2F9", request.Diagnosis.VoyageId);
        Assert.Contains("transfer-encoding differs", request.Conclusion, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void With_the_secret_in_the_environment_it_is_proven(string client)
    {
        var log = RefusedUpload.Changed(RefusedUpload.Reframed).Logs()[client];
        var request = Assert.Single(RefusedUpload.ExplainWith(RefusedUpload.Secret, log).Requests);
        Assert.True(Assert.Single(request.Diagnosis.Findings).Proven);
        Assert.Contains(request.Facts, fact => fact.EndsWith("gives the signature that the request carries.", StringComparison.Ordinal));
        Assert.Contains("The endpoint's canonical request gives another one.", request.Facts);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Where_nothing_was_changed_the_secret_is_another(string client)
    {
        var log = RefusedUpload.Changed(head => head, endpointsSecret: "the/endpoints/own/idea").Logs()[client];
        var request = Assert.Single(RefusedUpload.Explain(log).Requests);
        var finding = request.Diagnosis.Findings[0];
        Assert.Equal("SEAL107", finding.Id);

        // Who shows the canonical request has shown that both signed the same text; who shows the head alone has not.
        Assert.Equal(client is not ("curl" or "javascript" or "har"), finding.Proven);
    }

    [Fact]
    public void The_refusal_alone_tells_of_a_signed_header_that_did_not_arrive()
    {
        var refused = RefusedUpload.Changed(RefusedUpload.Reframed);
        var request = Assert.Single(RefusedUpload.Explain(refused.Xml()).Requests);
        var finding = Assert.Single(request.Diagnosis.Findings);
        Assert.Equal(("SEAL101", "transfer-encoding"), (finding.Id, finding.Subject));
        Assert.Contains(request.Untolds, untold => untold.Wanted.Contains("debug log", StringComparison.Ordinal));

        // With the secret even the value is found that was signed.
        var proven = Assert.Single(RefusedUpload.ExplainWith(RefusedUpload.Secret, refused.Xml()).Requests);
        Assert.True(Assert.Single(proven.Diagnosis.Findings).Proven);
        Assert.Contains("'chunked'", proven.Diagnosis.Findings[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void The_refusal_alone_says_what_it_cannot_tell_and_what_to_look_at_first()
    {
        var refused = RefusedUpload.Changed(head => head.With("Host", "backend:9000"));
        var request = Assert.Single(RefusedUpload.Explain(refused.Xml()).Requests);
        Assert.DoesNotContain(request.Diagnosis.Findings, finding => finding.Broke);
        Assert.Contains("nothing can be compared", request.Conclusion, StringComparison.Ordinal);
        Assert.Contains(request.Untolds, untold => untold.What.StartsWith("What the client signed", StringComparison.Ordinal));
    }

    [Fact]
    public void The_log_in_one_file_and_the_refusal_in_another_are_one_request()
    {
        var refused = RefusedUpload.Changed(head => head.With("Content-Type", "text/other").With("Host", "backend:9000"));
        var canonical = $"CanonicalRequest:\n{refused.Canonical}\nStringToSign:\n{refused.ToSign}\n";
        var request = Assert.Single(RefusedUpload.Explain(refused.Xml(), canonical).Requests);
        Assert.Equal(["exhibit 2", "exhibit 1"], request.Exhibits);
        Assert.Equal(["SEAL110 content-type", "SEAL102 host"], request.Diagnosis.Findings.Where(finding => finding.Broke).Select(finding => $"{finding.Id} {finding.Subject}"));
    }

    [Fact]
    public void A_refusal_of_another_request_is_not_taken_for_this_ones()
    {
        var ours = RefusedUpload.Changed(head => head, agent: "curl/8.0.0");
        var theirs = RefusedUpload.Changed(head => head.With("Content-Type", "text/other"));
        var log = $"CanonicalRequest:\n{ours.Canonical.Replace("Ada", "Bob", StringComparison.Ordinal)}\nStringToSign:\n{ours.ToSign}\nSignature:\n{new string('a', 64)}\n";
        Assert.Equal(2, RefusedUpload.Explain(log, theirs.Xml()).Requests.Count);
    }

    [Fact]
    public void What_the_clients_own_library_did_after_signing_is_told_from_what_the_way_did()
    {
        var refused = RefusedUpload.Changed(head => head.With("Content-Type", "text/plain;charset=utf-8"));
        var log = refused.Logs()["go 2"].Replace("\nContent-Type: text/plain\n", "\nContent-Type: text/plain;charset=utf-8\n", StringComparison.Ordinal);
        var finding = Assert.Single(RefusedUpload.ExplainWith(RefusedUpload.Secret, log).Requests).Diagnosis.Findings.First(finding => finding.Broke);
        Assert.Equal(("SEAL110", "the client's HTTP library"), (finding.Id, finding.Hop?.Name));
    }

    [Fact]
    public void Of_many_requests_that_failed_alike_one_speaks_for_all()
    {
        var one = RefusedUpload.Changed(RefusedUpload.Reframed);
        var log = string.Join('\n', Enumerable.Range(1, 3).Select(number => one.Logs()["curl"]
            .Replace(RefusedUpload.RequestId, $"00000000000000{number:00}", StringComparison.Ordinal)
            .Replace(one.Signature, new string((char)('a' + number), 64), StringComparison.Ordinal)));
        var text = ExplanationText.Write(RefusedUpload.Explain(log));
        Assert.Contains("2 more like this one.", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.StartsWith("SEAL101", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_PowerShell_wrote_is_read()
    {
        var text = RefusedUpload.Changed(RefusedUpload.Reframed).Logs()["boto3"].Replace("\n", "\r\n", StringComparison.Ordinal);
        var bytes = System.Text.Encoding.Unicode.GetPreamble().Concat(System.Text.Encoding.Unicode.GetBytes(text)).ToArray();
        var exhibit = Sealane.Doctor.Exhibits.Exhibit.Of("log.txt", bytes);
        var explanation = new Sealane.Doctor.OfflineDoctor(new Sealane.Signing.Keys.SigningKeyCache(), TimeProvider.System).Explain([exhibit], _ => null);
        Assert.Equal("SEAL101", explanation.Requests[0].Diagnosis.Findings[0].Id);
    }
}
