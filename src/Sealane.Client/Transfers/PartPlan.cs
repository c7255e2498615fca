using Sealane.Diagnostics;

namespace Sealane.Transfers;

/// <summary>One part of an object.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct PartRange(int Number, long Offset, long Length);

/// <summary>Divides an object into parts that tile it. Pure.</summary>
internal static class PartPlan
{
    /// <summary>The most parts an object can have (S3 User Guide, multipart upload limits).</summary>
    public const int MaxParts = 10_000;

    private const long MaxPartSize = 5L * 1024 * 1024 * 1024;
    private const long Step = 1024 * 1024;

    /// <summary>The parts of an object; at least one, which is empty for an empty object.</summary>
    /// <param name="length">The object's length in bytes.</param>
    /// <param name="partSize">The wanted length of a part; made longer, by whole MiB, where 10,000 of them would not do.</param>
    /// <exception cref="S3ConfigurationException">The object is longer than 10,000 parts of 5 GiB.</exception>
    public static IReadOnlyList<PartRange> Tile(long length, long partSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partSize);
        var smallest = (length + MaxParts - 1) / MaxParts;
        if (smallest > partSize)
        {
            partSize = (smallest + Step - 1) / Step * Step;
        }

        if (partSize > MaxPartSize)
        {
            throw new S3ConfigurationException($"An object of {length} bytes cannot be stored: S3 takes {MaxParts} parts of at most {MaxPartSize} bytes. Split it into several objects.");
        }

        var parts = new PartRange[Math.Max(1, (length + partSize - 1) / partSize)];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new PartRange(i + 1, i * partSize, Math.Min(partSize, length - (i * partSize)));
        }

        return parts;
    }
}
