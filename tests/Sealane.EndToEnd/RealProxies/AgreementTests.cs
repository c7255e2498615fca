namespace Sealane.EndToEnd.RealProxies;

/// <summary>Real proxies and the profiles that imitate them, side by side over every case.</summary>
public sealed class AgreementTests(ProxyRuns runs) : IClassFixture<ProxyRuns>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> MeasuredOnes => [.. MeasuredTable.Columns];

    public static TheoryData<string> RealOnes => [.. ProxySetup.All.Select(setup => setup.Profile)];

    public static TheoryData<string> RealAndMeasuredOnes => [.. ProxySetup.All.Select(setup => setup.Profile).Where(MeasuredTable.Columns.Contains)];

    public static TheoryData<string> RealWays => [.. ProxySetup.All.Select(setup => setup.Profile), .. ProxySetup.Chains];

    [Theory]
    [MemberData(nameof(RealAndMeasuredOnes))]
    public async Task A_real_proxy_does_what_was_measured(string profile) =>
        AssertAsMeasured(profile, await runs.RealAsync(profile, Cancellation));

    [Theory]
    [MemberData(nameof(MeasuredOnes))]
    public async Task An_imitation_does_what_was_measured(string profile) =>
        AssertAsMeasured(profile, await runs.ImitatedAsync(profile, Cancellation));

    // Verdict by verdict and byte by byte; a difference that is listed but is none any more is wrong, too.
    [Theory]
    [MemberData(nameof(RealWays))]
    public async Task An_imitation_sends_on_what_the_real_proxy_does(string way)
    {
        var (real, imitated) = (await runs.RealAsync(way, Cancellation), await runs.ImitatedAsync(way, Cancellation));
        var compared = real.Crossings.Zip(imitated.Crossings, (left, right) => new Comparison(left, right, [.. Way.Setups(way).SelectMany(setup => setup.Volatile)])).ToList();
        var known = KnownDifference.Of(way).Where(difference => difference.What != DifferenceKind.Answer).ToDictionary(difference => difference.Case, difference => difference.What);

        Assert.Equal(SurvivalCase.All.Count, compared.Count);
        Assert.Empty(known.Keys.Except(SurvivalCase.All.Select(survivalCase => survivalCase.Name)));
        var wrong = compared.Where(comparison => comparison.Difference != (known.TryGetValue(comparison.Real.Case.Name, out var kind) ? kind : null)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {compared.Count}:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [MemberData(nameof(RealOnes))]
    public async Task An_imitation_gives_back_what_the_real_proxy_does(string profile)
    {
        var (real, imitated) = (await runs.RealAsync(profile, Cancellation), await runs.ImitatedAsync(profile, Cancellation));
        var known = KnownDifference.Of(profile).Where(difference => difference.What == DifferenceKind.Answer).Select(difference => difference.Case).ToList();

        Assert.Equal(AnswerCase.All.Count, real.Answers.Count);
        Assert.Empty(known.Except(AnswerCase.All.Select(answer => answer.Name)));
        var wrong = real.Answers.Zip(imitated.Answers).Where(pair => $"{pair.First}" == $"{pair.Second}" == known.Contains(pair.First.Case.Name)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n{string.Join('\n', wrong.Select(pair => $"{pair.First.Case}\n    - {pair.First}\n    + {pair.Second}"))}");
    }

    [Fact]
    public void At_least_99_of_100_verdicts_agree()
    {
        var cases = SurvivalCase.All.Count * ProxySetup.All.Count;
        Assert.InRange(KnownDifference.All.Count(difference => difference.What == DifferenceKind.Verdict), 0, cases / 100);
    }

    private static void AssertAsMeasured(string profile, ProxyRun run)
    {
        var measured = MeasuredTable.Column(profile);
        var inTable = run.Crossings.Where(crossing => measured.ContainsKey(crossing.Case.Name)).ToList();
        Assert.Equal(measured.Count, inTable.Count);
        var wrong = inTable.Where(crossing => MeasuredTable.Entry(crossing.Survival) != measured[crossing.Case.Name]).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(crossing => $"{crossing.Case}: {crossing.Survival}, measured: {measured[crossing.Case.Name]}")));
    }
}
