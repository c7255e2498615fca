using System.Text;

namespace Sealane.Doctor.Exhibits;

/// <summary>Something that a person has in hand: a file, what came through a pipe, or a URL. Its text is never shown.</summary>
public sealed class Exhibit
{
    /// <summary>The most that is read of one: 64 MiB. A debug log of a whole day is larger; the lines around the failure are enough.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private Exhibit(string name, string text, bool isText)
    {
        Name = name;
        Text = text;
        IsText = isText;
    }

    /// <summary>What the person calls it: a file's name, <c>standard input</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is text at all; of anything else nothing is read.</summary>
    public bool IsText { get; }

    internal string Text { get; }

    /// <summary>An exhibit of bytes: UTF-8, or UTF-16 with its mark, which is what a redirection in PowerShell writes.</summary>
    public static Exhibit Of(string name, ReadOnlySpan<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var text = bytes switch
        {
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            _ => Encoding.UTF8.GetString(bytes),
        };
        return new Exhibit(name, text.Replace("\r\n", "\n", StringComparison.Ordinal), !text.Contains('\0', StringComparison.Ordinal));
    }

    /// <summary>An exhibit of text: a URL of the command line.</summary>
    public static Exhibit Of(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(name, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The name alone; a log holds secrets.</summary>
    public override string ToString() => Name;
}
