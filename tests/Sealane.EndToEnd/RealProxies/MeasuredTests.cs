namespace Sealane.EndToEnd.RealProxies;

/// <summary>The table of what proxies were measured to do, against what they do here.</summary>
public sealed class MeasuredTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> RealOnes => [.. ProxySetup.All.Select(setup => setup.Profile).Where(MeasuredTable.Columns.Contains)];

    [Theory]
    [MemberData(nameof(RealOnes))]
    public async Task A_real_proxy_does_what_was_measured(string profile)
    {
        await using var origin = MirrorOrigin.Start();
        await using var proxy = await RealProxy.StartAsync(ProxySetup.Find(profile), origin.EndPoint, Cancellation);
        AssertAsMeasured(profile, await Crossing.AllAsync(proxy.EndPoint, Cancellation));
    }

    private static void AssertAsMeasured(string profile, IReadOnlyList<Crossing> crossings)
    {
        var measured = MeasuredTable.Column(profile);
        Assert.Equal(measured.Count, crossings.Count);
        Assert.Empty(crossings
            .Select(crossing => (crossing.Case, Here: MeasuredTable.Entry(crossing.Survival), Then: measured[crossing.Case.Name], crossing.Survival))
            .Where(row => row.Here != row.Then)
            .Select(row => $"{row.Case}: {row.Survival}, measured: {row.Then}"));
    }
}
