using Sealane.Doctor.Findings;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Signing.Headers;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

/// <summary>Edge and doctor close a loop: the doctor sees the heads alone, and says what the profile did.</summary>
public sealed class EdgeProfileTests
{
    // They ask by the origin's name, or keep Authorization to themselves: no signature for S3 passes, whoever made it.
    private static readonly string[] Hopeless = ["apache", "cloudfront-distribution", "h2o", "mitmproxy", "nginx", "squid", "trafficserver", "yarp"];

    public static TheoryData<string> Profiles => [.. EdgeProfile.Names];

    public static TheoryData<string> HopelessOnes => [.. Hopeless];

    public static TheoryData<string> OtherOnes => [.. EdgeProfile.Names.Except(Hopeless)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Whatever_a_profile_does_to_a_signed_header_is_named_and_nothing_else_is(string name)
    {
        var profile = EdgeProfile.Find(name);
        foreach (var length in new long?[] { null, 51 })
        {
            var voyage = Of(Everything(), SignedHeaderPolicy.EverythingExcept());
            var before = voyage.Current;
            var after = profile.Apply(before, new Passage { Client = "192.0.2.1", CompleteLength = length });
            var changed = before.Lines.Select(line => line.Name.ToLowerInvariant()).Where(header => !before.Values(header).SequenceEqual(after.Values(header))).Distinct().Order();

            var diagnosis = voyage.Through(name, _ => after).Arrives().Examine();
            Assert.Equal(changed, diagnosis.Findings.Where(finding => finding.Broke).Select(finding => finding.Subject).Order());
            Assert.All(diagnosis.Findings, finding => Assert.True(finding.Proven, finding.ToString()));
            Assert.All(diagnosis.Findings.Where(finding => finding.Broke), finding => Assert.Equal(1, finding.Hop?.Number));
        }
    }

    [Theory]
    [MemberData(nameof(OtherOnes))]
    public void Sealanes_own_signature_survives_every_profile_that_lets_signatures_pass(string name) => Assert.All(OverProfile(name), diagnosis =>
    {
        Assert.Equal(Verdict.Survives, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
    });

    [Theory]
    [MemberData(nameof(HopelessOnes))]
    public void A_profile_that_lets_no_signature_pass_is_not_said_to_be_survived(string name) =>
        Assert.All(OverProfile(name), diagnosis => Assert.NotEqual(Verdict.Survives, diagnosis.Verdict));

    // Once with a body of which nothing is waited for, and once with the whole.
    private static IEnumerable<Diagnosis> OverProfile(string name) => new long?[] { null, 51 }.Select(length => Of(Everything())
        .Through(name, head => EdgeProfile.Find(name).Apply(head, new Passage { Client = "192.0.2.1", CompleteLength = length })).Arrives().Examine());

    private static Sealane.Signing.Requests.RequestHead Everything() => HeaderTable.Rows
        .Where(row => row is { IsPrefix: false, Fate: HeaderFate.HopByHop } && row.Name is not ("transfer-encoding" or "expect" or "connection"))
        .Aggregate(Boto1360Upload(), (head, row) => head.Adding(row.Name, "x"));
}
