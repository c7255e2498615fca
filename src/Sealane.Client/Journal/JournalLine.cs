using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Sealane.Journal;

/// <summary>A record of a journal: fields on a line, with a checksum that tells a torn line from a whole one.</summary>
internal static class JournalLine
{
    // crc32(rest of the line, without LF), 8 hex digits SP field *( SP field ) LF      field = percent-encoded UTF-8, perhaps empty
    public static byte[] Write(params ReadOnlySpan<string> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            text.Append(' ').Append(Uri.EscapeDataString(field));
        }

        var rest = text.Append('\n').ToString();
        return Encoding.ASCII.GetBytes(Sum(Encoding.ASCII.GetBytes(rest[..^1])) + rest);
    }

    /// <summary>Reads the line that bytes begin with.</summary>
    /// <returns>Its fields and its length in bytes; null when there is no whole line, or its checksum is another.</returns>
    public static (string[] Fields, int Length)? Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 9)
        {
            return null;
        }

        var rest = bytes[8..end];
        return Encoding.ASCII.GetString(bytes[..8]) == Sum(rest) && rest[0] == ' '
            ? (Array.ConvertAll(Encoding.ASCII.GetString(rest[1..]).Split(' '), Uri.UnescapeDataString), end + 1)
            : null;
    }

    private static string Sum(ReadOnlySpan<byte> bytes) => Crc32.HashToUInt32(bytes).ToString("x8", CultureInfo.InvariantCulture);
}
