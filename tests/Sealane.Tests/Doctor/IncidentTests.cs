using Sealane.Doctor.Findings;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Doctor;

/// <summary>The incident of January 2025: boto3 1.36.0 signs transfer-encoding, and an edge that holds the whole body sends Content-Length.</summary>
public sealed class IncidentTests
{
    [Fact]
    public void The_edge_that_sent_Content_Length_instead_is_named_and_proven_with_the_clients_remedy()
    {
        var diagnosis = RecordedVoyage.OfBoto1360()
            .Through("cloudfront-accelerate", head => RecordedVoyage.ToContentLength(head.Without("Expect").Adding("Via", "1.1 edge")), hold: "the whole body")
            .Arrives()
            .Examine();

        Assert.Equal(Verdict.Breaks, diagnosis.Verdict);
        Assert.False(diagnosis.Unproven);
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("SEAL101", "transfer-encoding", new HopPlace(1, "cloudfront-accelerate")), (finding.Id, finding.Subject, finding.Hop));
        Assert.True(finding.Broke);
        Assert.True(finding.Proven);
        Assert.Equal(BodyFraming.ContentLength, finding.Condition!.Framing);
        Assert.Contains("breaks when a hop waits for the whole body", finding.Condition.When, StringComparison.Ordinal);
        Assert.Contains("transfer-encoding was 'chunked' at the client, absent after hop 1 (cloudfront-accelerate) and at the endpoint.", finding.Explanation, StringComparison.Ordinal);
        Assert.Equal("boto3 1.36.0", finding.Client?.ToString());
        Assert.Contains("1.36.7", finding.Remedy, StringComparison.Ordinal);
        Assert.Contains("1.42.61", finding.Remedy, StringComparison.Ordinal);
        Assert.Contains("Naming the region does not cure this", finding.Remedy, StringComparison.Ordinal);
        Assert.Contains("boto3#4400", finding.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_the_edge_spared_is_told_when_the_next_one_breaks()
    {
        var diagnosis = RecordedVoyage.OfBoto1360().Through("cloudfront-accelerate", head => head.Without("Expect")).Arrives().Examine();

        Assert.Equal(Verdict.BreaksSometimes, diagnosis.Verdict);
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("SEAL101", "transfer-encoding", (HopPlace?)null), (finding.Id, finding.Subject, finding.Hop));
        Assert.False(finding.Broke);
        Assert.True(finding.Proven);
        Assert.True(finding.Condition!.IsReplayed);
        Assert.Equal(BodyFraming.ContentLength, finding.Condition.Framing);
    }

    [Fact]
    public void Sealanes_own_signature_survives_the_same_edge_either_way()
    {
        var head = RecordedVoyage.Boto1360Upload();
        foreach (var edit in new Func<MessageHead, MessageHead>[] { RecordedVoyage.ToContentLength, head => head })
        {
            var diagnosis = RecordedVoyage.Of(head).Through("cloudfront-accelerate", edit).Arrives().Examine();
            Assert.Equal(Verdict.Survives, diagnosis.Verdict);
            Assert.Empty(diagnosis.Findings);
        }
    }
}
