using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Sealane.Server.Null;

/// <summary>
/// The keys of a bucket that promises some, in ascending order: <c>00000/4KiB-00000000</c>, a thousand to a folder. Nothing is stored:
/// the key of a number is written when it is asked for.
/// </summary>
internal sealed class InventedKeys
{
    /// <summary>The most that the digits of a key can tell apart.</summary>
    public const long Most = 100_000_000;

    /// <summary>Each object's length, which its key says too.</summary>
    public const int ObjectLength = 4096;

    /// <summary>More than a key can have.</summary>
    public const int Longest = 64;

    private const int Folder = 1000;

    private static readonly StandardFormat FiveDigits = new('D', 5);
    private static readonly StandardFormat EightDigits = new('D', 8);

    private readonly byte[] _root;

    private InventedKeys(byte[] root, long count) => (_root, Count) = (root, count);

    /// <summary>How many there are.</summary>
    public long Count { get; }

    /// <summary>The keys that the bucket promises by its name, or else the first segment of the prefix.</summary>
    public static InventedKeys Of(string bucket, string prefix)
    {
        var ofBucket = InventedName.CountOf(Encoding.UTF8.GetBytes(bucket));
        var root = ofBucket > 0 ? [] : Encoding.UTF8.GetBytes(prefix[..(prefix.IndexOf('/', StringComparison.Ordinal) + 1)]);
        return new(root, root.Length > 0 && root.Length < Longest / 2 ? InventedName.CountOf(root.AsSpan(0, root.Length - 1)) : ofBucket);
    }

    /// <summary>Writes the key of a number and returns its length.</summary>
    // root folder "/4KiB-" number
    public int Write(long number, Span<byte> into)
    {
        _root.CopyTo(into);
        var length = _root.Length;
        Utf8Formatter.TryFormat(number / Folder, into[length..], out var digits, FiveDigits);
        length += digits;
        "/4KiB-"u8.CopyTo(into[length..]);
        length += 6;
        Utf8Formatter.TryFormat(number, into[length..], out digits, EightDigits);
        return length + digits;
    }

    /// <summary>The number of the first key from a text on.</summary>
    public long From(ReadOnlySpan<byte> text) => Find(text, skipsSame: false, skipsBeginning: false);

    /// <summary>The number of the first key behind a text, keys that begin with it not skipped.</summary>
    public long Behind(ReadOnlySpan<byte> text) => Find(text, skipsSame: true, skipsBeginning: false);

    /// <summary>The number of the first key behind all that begin with a text.</summary>
    public long BehindAll(ReadOnlySpan<byte> text) => Find(text, skipsSame: true, skipsBeginning: true);

    private long Find(ReadOnlySpan<byte> text, bool skipsSame, bool skipsBeginning)
    {
        Span<byte> room = stackalloc byte[Longest];
        var (low, high) = (0L, Count);

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var key = room[..Write(middle, room)];
            var order = key.SequenceCompareTo(text);
            var below = order < 0 || (skipsSame && order == 0) || (skipsBeginning && key.StartsWith(text));
            (low, high) = below ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
