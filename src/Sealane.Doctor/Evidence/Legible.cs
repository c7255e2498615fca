using System.Globalization;
using System.Text;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Evidence;

/// <summary>Text of the wire as it may be shown in a terminal or a log: nothing in it can move the cursor or forge a line.</summary>
public static class Legible
{
    /// <summary>The bytes of the wire read as UTF-8, control characters spelled out.</summary>
    public static string Text(string wire) => Spell(WireText.ToText(wire));

    /// <summary>The text with its control characters spelled out, as <c>\x1B</c>.</summary>
    public static string Spell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var output = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = char.IsControl(c) ? output.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}") : output.Append(c);
        }

        return output.ToString();
    }
}
