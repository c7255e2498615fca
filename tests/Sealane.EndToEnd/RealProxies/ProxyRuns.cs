using System.Collections.Concurrent;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>Every case over each way; a way is gone once for all tests that ask.</summary>
public sealed class ProxyRuns
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ProxyRun>>> _real = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ProxyRun>>> _imitated = new();

    /// <summary>Over real proxies; the test is skipped where one is missing.</summary>
    internal Task<ProxyRun> RealAsync(string way, CancellationToken cancellationToken) =>
        _real.GetOrAdd(way, _ => new(() => ProxyRun.OfAsync(
            origin => Way.StartRealAsync(way, origin, cancellationToken), origin => $"{origin}", Way.Setups(way), cancellationToken))).Value;

    /// <summary>Over edges with the profiles.</summary>
    internal Task<ProxyRun> ImitatedAsync(string way, CancellationToken cancellationToken) =>
        _imitated.GetOrAdd(way, _ => new(() => ProxyRun.OfAsync(
            origin => Way.StartImitatedAsync(way, origin, cancellationToken), _ => Comparison.ImitatedOrigin, Way.Setups(way), cancellationToken))).Value;
}
