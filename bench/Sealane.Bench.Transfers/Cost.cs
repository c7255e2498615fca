namespace Sealane.Bench.Transfers;

/// <summary>What one run of a program cost.</summary>
/// <param name="Wall">Seconds from start to end.</param>
/// <param name="Cpu">User and system seconds, children included.</param>
/// <param name="Peak">The largest resident set in MiB.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record Cost(double Wall, double Cpu, double Peak, string Output)
{
    /// <summary>Bytes allocated, where the program says so.</summary>
    public double Allocated { get; init; }
}
