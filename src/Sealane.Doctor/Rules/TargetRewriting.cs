using System.Globalization;
using System.Text.RegularExpressions;

namespace Sealane.Doctor.Rules;

/// <summary>Finds the words for what was done to a path or a query: which of the known rewritings, one or several, turn the one into the other.</summary>
internal static partial class TargetRewriting
{
    // In the order in which an intermediary does them. Measured at nginx, HAProxy, Apache, lighttpd, YARP and node http-proxy.
    private static readonly (string Words, Func<string, string> Apply)[] Rewritings =
    [
        ("%2F was decoded to a slash", text => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)),
        ("%2B was decoded to a plus", text => text.Replace("%2B", "+", StringComparison.OrdinalIgnoreCase)),
        ("a plus was read as a blank", text => text.Replace("+", "%20", StringComparison.Ordinal)),
        ("a blank was written as a plus", text => text.Replace("%20", "+", StringComparison.Ordinal)),
        ("a plus was encoded", text => text.Replace("+", "%2B", StringComparison.Ordinal)),
        ("dot segments were removed", RemoveDotSegments),
        ("doubled slashes were merged", text => Slashes().Replace(text, "/")),
        ("every percent sign was encoded a second time", text => text.Replace("%", "%25", StringComparison.Ordinal)),
        ("one layer of a double encoding was taken off", text => text.Replace("%25", "%", StringComparison.Ordinal)),
        ("letter case was changed", text => text.ToLowerInvariant()),
        ("a slash was put at its end", text => text.EndsWith('/') ? text : text + "/"),
        ("the slash at its end was taken off", text => text.Length > 1 ? text.TrimEnd('/') : text),
    ];

    /// <summary>The words for it; null when no combination of known rewritings explains the change, or a first segment went or came.</summary>
    public static string? Describe(string before, string after)
    {
        // The smallest set of rewritings that does it, of four at most: 793 sets.
        var goal = Normal(after);
        var best = Enumerable.Range(1, (1 << Rewritings.Length) - 1)
            .Where(set => int.PopCount(set) <= 4)
            .OrderBy(int.PopCount)
            .FirstOrDefault(set => Normal(Apply(before, set)) == goal);
        if (best != 0)
        {
            return string.Join(", and ", Rewritings.Where((_, index) => (best & (1 << index)) != 0).Select(rewriting => rewriting.Words));
        }

        return before.EndsWith(after, StringComparison.Ordinal) ? $"'{before[..^after.Length]}' was taken off its front"
            : after.EndsWith(before, StringComparison.Ordinal) ? $"'{after[..^before.Length]}' was put before it"
            : null;
    }

    private static string Apply(string text, int set)
    {
        for (var i = 0; i < Rewritings.Length; i++)
        {
            text = (set & (1 << i)) != 0 ? Rewritings[i].Apply(text) : text;
        }

        return text;
    }

    // Escapes that sign alike are alike here too: letter case of hexadecimal digits, and unreserved characters.
    private static string Normal(string text) => Escapes().Replace(text, match =>
    {
        var octet = (char)int.Parse(match.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return char.IsAsciiLetterOrDigit(octet) || octet is '-' or '.' or '_' or '~' ? octet.ToString() : match.Value.ToUpperInvariant();
    });

    // remove_dot_segments (RFC 3986 5.2.4), %2E included.
    private static string RemoveDotSegments(string path)
    {
        var kept = new List<string>();
        var segments = path.Replace("%2E", ".", StringComparison.OrdinalIgnoreCase).Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] is "." or "..")
            {
                if (segments[i] == ".." && kept.Count > 1)
                {
                    kept.RemoveAt(kept.Count - 1);
                }

                if (i == segments.Length - 1)
                {
                    kept.Add(string.Empty);
                }
            }
            else
            {
                kept.Add(segments[i]);
            }
        }

        return string.Join('/', kept);
    }

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escapes();
}
