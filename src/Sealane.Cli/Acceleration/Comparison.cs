namespace Sealane.Cli.Acceleration;

/// <summary>What one direction and one size took over both endpoints: medians.</summary>
internal sealed record Comparison(bool Upload, long Size, TimeSpan Regional, TimeSpan Accelerated)
{
    /// <summary>How many times as fast acceleration is; below 1 it is slower.</summary>
    public double Gain => Regional / Accelerated;
}
