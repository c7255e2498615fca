using Sealane.Doctor.Findings;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Signing.Headers;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

/// <summary>Edge and doctor close a loop: the doctor sees the heads alone, and says what the profile did.</summary>
public sealed class EdgeProfileTests
{
    public static TheoryData<string> Profiles => [.. EdgeProfile.All.Select(profile => profile.Name)];

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
    [MemberData(nameof(Profiles))]
    public void Sealanes_own_signature_survives_every_profile(string name)
    {
        foreach (var length in new long?[] { null, 51 })
        {
            var diagnosis = Of(Everything()).Through(name, head => EdgeProfile.Find(name).Apply(head, new Passage { Client = "192.0.2.1", CompleteLength = length })).Arrives().Examine();
            Assert.Equal(Verdict.Survives, diagnosis.Verdict);
            Assert.Empty(diagnosis.Findings);
        }
    }

    private static Sealane.Signing.Requests.RequestHead Everything() => HeaderTable.Rows
        .Where(row => row is { IsPrefix: false, Fate: HeaderFate.HopByHop } && row.Name is not ("transfer-encoding" or "expect" or "connection"))
        .Aggregate(Boto1360Upload(), (head, row) => head.Adding(row.Name, "x"));
}
