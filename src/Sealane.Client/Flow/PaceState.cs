namespace Sealane.Flow;

/// <summary>What the pace knows between two windows.</summary>
/// <param name="Width">How many lanes are open.</param>
/// <param name="Proven">The widest width that has paid.</param>
/// <param name="Rate">The bytes per second that were moved at that width; 0 while unknown.</param>
/// <param name="Settling">Whether the next window is passed over: new connections are still getting up to speed.</param>
/// <param name="Rest">For how many windows nothing is tried.</param>
internal readonly record struct PaceState(int Width, int Proven, double Rate, bool Settling, int Rest)
{
    /// <summary>One lane: a single connection costs the least of both machines.</summary>
    public static PaceState Start { get; } = new(1, 1, 0, Settling: false, 0);
}
