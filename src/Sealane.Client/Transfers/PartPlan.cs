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

    /// <summary>The shortest part that S3 takes, except for the last (same place).</summary>
    public const long MinPartSize = 5L * 1024 * 1024;

    /// <summary>The longest part that S3 takes (same place).</summary>
    public const long MaxPartSize = 5L * 1024 * 1024 * 1024;

    /// <summary>The length of a part where nothing asks for more, as with the AWS CLI.</summary>
    public const long UsualSize = 8L * 1024 * 1024;

    // A longer part saves round trips and requests; this long, they do not show any more, and what a failure costs still does.
    private const long MaxComfortable = 64L * 1024 * 1024;

    // Enough for all lanes to be busy to the end.
    private const long FewParts = 64;

    // Half of what S3 takes: an object that turns out longer, and a list of parts, stay clear of the limit.
    private const long ComfortableParts = MaxParts / 2;

    private const long Step = 1024 * 1024;

    /// <summary>The length of an object's parts.</summary>
    /// <param name="length">The object's length in bytes.</param>
    /// <param name="stated">What the user wants; made longer, by whole MiB, where 10,000 of them would not do. Null: chosen.</param>
    /// <param name="laneRate">The bytes per second that one request moves, as far as that is known: a part then takes a second.</param>
    /// <exception cref="S3ConfigurationException">The object is longer than 10,000 parts of 5 GiB.</exception>
    public static long SizeFor(long length, long? stated, double laneRate = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var comfortable = Math.Clamp(Math.Max(Whole(length / FewParts), Whole((long)laneRate)), UsualSize, MaxComfortable);
        var wanted = stated ?? Math.Clamp(Whole(length / ComfortableParts), comfortable, MaxPartSize);
        var smallest = (length / MaxParts) + (length % MaxParts == 0 ? 0 : 1);
        var size = smallest > wanted ? Whole(smallest) : wanted;
        return size <= MaxPartSize
            ? size
            : throw new S3ConfigurationException($"An object of {length} bytes in parts of {size} cannot be stored: S3 takes {MaxParts} parts of at most {MaxPartSize} bytes. "
                + "Set a smaller PartSize, or split it into several objects.");
    }

    /// <summary>The length of the parts of a source whose length is not known.</summary>
    /// <param name="expected">What length is to be expected, or null.</param>
    /// <param name="stated">What the user wants, or null.</param>
    /// <param name="memory">
    /// The bytes of memory for parts, of which at least two are held while one is filled and one is sent; null where a disk has room.
    /// </param>
    public static long SizeForUnknown(long? expected, long? stated, long? memory)
    {
        var wanted = expected is { } length ? SizeFor(length, stated) : stated;
        return wanted ?? (memory is { } bytes ? Math.Clamp(bytes / 2 / Step * Step, MinPartSize, UsualSize) : UsualSize);
    }

    /// <summary>The longest object that parts of a size can make.</summary>
    public static long Reach(long partSize) => Math.Min(partSize, MaxPartSize) * MaxParts;

    /// <summary>The parts of an object, each of one length but the last; at least one, which is empty for an empty object.</summary>
    public static IReadOnlyList<PartRange> Tile(long length, long partSize)
    {
        var parts = new PartRange[Math.Max(1, ((length - 1) / partSize) + 1)];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new PartRange(i + 1, i * partSize, Math.Min(partSize, length - (i * partSize)));
        }

        return parts;
    }

    private static long Whole(long bytes) => (bytes + Step - 1) / Step * Step;
}
