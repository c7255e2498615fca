using System.Globalization;

namespace Sealane.Edge.Faults;

/// <summary>Lets a body pass at a steady rate, in portions of at most a twentieth of a second.</summary>
/// <param name="Direction">Whose body.</param>
/// <param name="BytesPerSecond">The rate, at least 20 bytes a second.</param>
public sealed record Throttle(Direction Direction, long BytesPerSecond) : BodyFault(Direction)
{
    private const int PortionsPerSecond = 20;

    /// <inheritdoc/>
    public override string Reason => "Lines are thin, shared, or shaped.";

    /// <inheritdoc/>
    public override string Source => "curl's --speed-limit and rclone's --bwlimit exist for it";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Body} at {BytesPerSecond} bytes/s");

    internal override long From => 0;

    internal override long Stretch(long passed) => Math.Max(1, BytesPerSecond / PortionsPerSecond);

    internal override TimeSpan Pause(long bytes) => TimeSpan.FromSeconds((double)bytes / BytesPerSecond);
}
