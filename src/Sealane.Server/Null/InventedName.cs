using System.Buffers.Text;

namespace Sealane.Server.Null;

/// <summary>What a name says of what is to be invented.</summary>
internal static class InventedName
{
    private static ReadOnlySpan<byte> Keys => "keys-"u8;

    /// <summary>The length of an object whose key's last segment begins with one, such as <c>a/4KiB-000123</c>; null when it does not.</summary>
    // 1*DIGIT unit [ "-" anything ]      unit = "B" / "KiB" / "MiB" / "GiB" / "TiB"
    public static long? LengthOf(ReadOnlySpan<byte> key)
    {
        var name = key[(key.LastIndexOf((byte)'/') + 1)..];

        if (!Utf8Parser.TryParse(name, out long number, out var used) || number < 0)
        {
            return null;
        }

        var unit = name[used..];
        var dash = unit.IndexOf((byte)'-');
        var shift = ShiftOf(dash < 0 ? unit : unit[..dash]);
        return shift is null || number > long.MaxValue >> shift.Value ? null : number << shift.Value;
    }

    /// <summary>How many keys a name such as <c>keys-200000</c> promises; zero when it promises none.</summary>
    public static long CountOf(ReadOnlySpan<byte> name) =>
        name.StartsWith(Keys) && Utf8Parser.TryParse(name[Keys.Length..], out long count, out var used) && used == name.Length - Keys.Length
            ? Math.Clamp(count, 0, InventedKeys.Most)
            : 0;

    private static int? ShiftOf(ReadOnlySpan<byte> unit) =>
        unit.SequenceEqual("B"u8) ? 0
        : unit.SequenceEqual("KiB"u8) ? 10
        : unit.SequenceEqual("MiB"u8) ? 20
        : unit.SequenceEqual("GiB"u8) ? 30
        : unit.SequenceEqual("TiB"u8) ? 40
        : null;
}
