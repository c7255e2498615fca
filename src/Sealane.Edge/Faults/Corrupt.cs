using System.Globalization;

namespace Sealane.Edge.Faults;

/// <summary>Flips the lowest bit of one byte of a body.</summary>
/// <param name="Direction">Whose body.</param>
/// <param name="Offset">Which byte of its content, from 0.</param>
public sealed record Corrupt(Direction Direction, long Offset) : BodyFault(Direction)
{
    /// <inheritdoc/>
    public override string Reason => "Bad memory in a middle box, behind which TCP and TLS compute their sums anew.";

    /// <inheritdoc/>
    public override string Source => "J. Stone and C. Partridge, When the CRC and TCP checksum disagree, SIGCOMM 2000";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Body} corrupted at byte {Offset}");

    internal override long From => Offset;

    internal override long Stretch(long passed) => passed < Offset ? Offset - passed : passed == Offset ? 1 : long.MaxValue;

    internal override byte Alter(long offset, byte value) => offset == Offset ? (byte)(value ^ 1) : value;
}
