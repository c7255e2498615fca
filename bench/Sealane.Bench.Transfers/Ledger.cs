namespace Sealane.Bench.Transfers;

/// <summary>All costs, in the order of the rounds, and the ratios of one to another within a round.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<(string Job, string Peer), List<Cost>> _costs = [];

    public void Add(string job, string peer, Cost cost)
    {
        if (!_costs.TryGetValue((job, peer), out var list))
        {
            _costs[(job, peer)] = list = [];
        }

        list.Add(cost);
    }

    /// <summary>The median; NaN when it was not measured.</summary>
    public double Median(string job, string peer, Func<Cost, double> of) => Median(Of(job, peer).Select(of));

    public double Largest(string job, string peer, Func<Cost, double> of) => Of(job, peer).Select(of).DefaultIfEmpty(double.NaN).Max();

    /// <summary>The median of the rounds' ratios; NaN when one of the two was not measured.</summary>
    public double Ratio(string job, string peer, string other, Func<Cost, double> of) =>
        Median(Of(job, peer).Zip(Of(job, other), (left, right) => of(left) / of(right)));

    /// <summary>The lowest of some peers' medians; NaN when none was measured.</summary>
    public double Best(string job, IEnumerable<string> peers, Func<Cost, double> of) =>
        peers.Select(peer => Median(job, peer, of)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();

    public bool Has(string job, string peer) => _costs.ContainsKey((job, peer));

    private List<Cost> Of(string job, string peer) => _costs.GetValueOrDefault((job, peer)) ?? [];

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
