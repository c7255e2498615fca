namespace Sealane.Edge.Faults;

/// <summary>SplitMix64's finaliser: neighbouring numbers give unrelated bits, and no generator's state has to be stepped there.</summary>
internal static class SplitMix
{
    /// <summary>The lot of a number under a seed.</summary>
    public static ulong Draw(int seed, long index)
    {
        var value = (((ulong)(uint)seed << 32) ^ (ulong)index) + 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
