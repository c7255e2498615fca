using Sealane.Doctor;
using Sealane.Doctor.Probing;
using Sealane.Edge.Profiles;
using Sealane.Lab.Probing;
using Sealane.Signing.Keys;

namespace Sealane.Tests.Lab.Probing;

/// <summary>What probes show of a way, from the endpoint's own words alone.</summary>
public sealed class WayProbeTests
{
    public static TheoryData<string> Profiles => [.. EdgeProfile.Names];

    [Fact]
    public async Task A_way_that_changes_nothing_shows_nothing()
    {
        await using var way = await ProbedWay.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var outcomes = await way.SendAllAsync(TestContext.Current.CancellationToken);
        Assert.All(outcomes, outcome => Assert.True(outcome is { Reach: ProbeReach.Shown, IsTouched: false }, $"{outcome} {outcome.Status} {outcome.Detail}"));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Behind_every_profile_the_probes_show_what_its_mutations_do(string name)
    {
        var profile = EdgeProfile.Find(name);
        await using var way = await ProbedWay.StartAsync(profile, cancellationToken: TestContext.Current.CancellationToken);

        // Kestrel, under the endpoint, hands Connection: Keep-Alive over in lower case; a change of its case alone is not seen here.
        List<ProbeOutcome> outcomes = [.. (await way.SendAllAsync(TestContext.Current.CancellationToken)).Where(outcome => outcome.Probe.Title != "connection: keep-alive")];
        var foretold = ProfileLikeness.Foretell(profile, [.. outcomes.Select(outcome => outcome.Probe)], way.Target, TimeProvider.System.GetUtcNow());
        Assert.Equal(foretold.Select(outcome => outcome.ToString()), outcomes.Select(outcome => outcome.ToString()));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("squid-passthru")]
    public async Task A_way_is_recognised_by_what_it_does(string name)
    {
        await using var way = await ProbedWay.StartAsync(EdgeProfile.Find(name), cancellationToken: TestContext.Current.CancellationToken);
        List<ProbeOutcome> outcomes = [.. (await way.SendAllAsync(TestContext.Current.CancellationToken)).Where(outcome => outcome.Probe.Title != "connection: keep-alive")];
        var ranked = ProfileLikeness.Rank(outcomes, way.Target, TimeProvider.System.GetUtcNow(), EdgeProfile.All);

        // Another that does the very same to requests without a body may share its place.
        Assert.Equal(1, ranked.Single(likeness => likeness.Profile.Name == name).Alike);
        Assert.Equal(1, ranked[0].Alike);
        Assert.True(ranked[^1].Alike < 0.5);
    }

    [Fact]
    public async Task With_the_secret_it_is_proven_which_signatures_survive()
    {
        await using var way = await ProbedWay.StartAsync(EdgeProfile.Find("rfc9110"), withSecret: true, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var outcome in await way.SendAllAsync(TestContext.Current.CancellationToken))
        {
            Assert.True(outcome.Survives is null || outcome.Survives == (outcome.Changes.Count == 0), $"{outcome} survives: {outcome.Survives}");
        }
    }

    [Fact]
    public async Task A_key_that_the_endpoint_does_not_know_shows_nothing_and_is_said_to()
    {
        await using var way = await ProbedWay.StartAsync(keyId: "AKIANOBODYKNOWSTHIS0", cancellationToken: TestContext.Current.CancellationToken);
        var plain = await way.Probe.SendAsync(ProbeTable.Plain, way.Target, TestContext.Current.CancellationToken);
        Assert.Equal((ProbeReach.NotShown, "InvalidAccessKeyId"), (plain.Reach, plain.Code));
    }

    [Fact]
    public async Task Causes_have_the_doctors_ids_and_remedies()
    {
        await using var way = await ProbedWay.StartAsync(EdgeProfile.Find("cloudfront-accelerate"), cancellationToken: TestContext.Current.CancellationToken);
        var outcomes = await way.SendAllAsync(TestContext.Current.CancellationToken);
        var causes = new WayDoctor(new SigningKeyCache()).Causes([way.Beginning[0], .. outcomes]);
        Assert.Contains(causes, cause => (cause.Example.Id, cause.Example.Subject) == ("SEAL101", "te"));
        Assert.Contains(causes, cause => (cause.Example.Id, cause.Example.Subject) == ("SEAL103", "x-amz-cf-id"));
        Assert.All(causes, cause => Assert.NotEmpty(cause.Example.Remedy));
    }

    [Fact]
    public async Task A_region_that_the_endpoint_corrects_is_taken_over()
    {
        await using var way = await ProbedWay.StartAsync(ownRegion: true, cancellationToken: TestContext.Current.CancellationToken);
        var (target, seen) = await way.Probe.BeginAsync(way.Target with { Bucket = null, Region = "eu-central-7" }, TestContext.Current.CancellationToken);
        Assert.True(seen[^1].Reach == ProbeReach.Shown, string.Join("; ", seen.Select(outcome => $"{outcome} {outcome.Detail}")));
        Assert.Equal("us-east-1", target.Region);
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_said_where_the_way_ended()
    {
        var way = await ProbedWay.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await way.DisposeAsync();
        var plain = await way.Probe.SendAsync(ProbeTable.Plain, way.Target, TestContext.Current.CancellationToken);
        Assert.Equal(ProbeReach.Unanswered, plain.Reach);
        Assert.Contains("cannot be reached", plain.Detail, StringComparison.Ordinal);
    }
}
