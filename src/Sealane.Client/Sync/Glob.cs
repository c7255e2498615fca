namespace Sealane.Sync;

/// <summary>
/// A pattern of names: <c>*</c> is any run of characters, <c>/</c> included, <c>?</c> any one, <c>[a-z]</c> one of a set and <c>[!a-z]</c>
/// one outside it; <c>**/</c> is any number of folders, none included.
/// </summary>
/// <remarks>The language of <c>aws s3</c>'s filters, whose star crosses folders as well.</remarks>
public sealed class Glob
{
    private const string Special = "*?[";

    /// <summary>Reads a pattern; every text is one.</summary>
    public Glob(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        var special = pattern.AsSpan().IndexOfAny(Special);
        LiteralStart = special < 0 ? pattern : pattern[..special];
    }

    /// <summary>The pattern as it was given.</summary>
    public string Pattern { get; }

    /// <summary>What every name begins with that the pattern matches.</summary>
    public string LiteralStart { get; }

    /// <summary>Whether a text has a character that means something in a pattern.</summary>
    public static bool IsPattern(string text) => text.AsSpan().ContainsAny(Special);

    /// <summary>Whether the pattern matches the whole name.</summary>
    public bool Matches(ReadOnlySpan<char> name) => Matches(Pattern, name);

    /// <inheritdoc/>
    public override string ToString() => Pattern;

    // Goes back to the last star only: what an earlier star could take more of, the last one can take as well.
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n, star, resume) = (0, 0, -1, 0);
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                if (!pattern[p..].StartsWith("**/"))
                {
                    (star, resume) = (p++, n);
                }
                else if (MatchesBelow(pattern[(p + 3)..], name[n..]))
                {
                    return true;
                }
                else if (star < 0 || resume >= name.Length)
                {
                    return false;
                }
                else
                {
                    (p, n) = (star + 1, ++resume);
                }

                continue;
            }

            if (n == name.Length)
            {
                return p == pattern.Length;
            }

            if (p < pattern.Length && MatchesOne(pattern, p, name[n], out var next))
            {
                (p, n) = (next, n + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }
    }

    // "**/" REST: the rest matches here or after any slash.
    private static bool MatchesBelow(ReadOnlySpan<char> rest, ReadOnlySpan<char> name)
    {
        while (!Matches(rest, name))
        {
            var slash = name.IndexOf('/');
            if (slash < 0)
            {
                return false;
            }

            name = name[(slash + 1)..];
        }

        return true;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, int p, char unit, out int next)
    {
        next = p + 1;
        if (pattern[p] != '[')
        {
            return pattern[p] == '?' || pattern[p] == unit;
        }

        // A set's first character may be ']' itself; a '[' that nothing closes stands for itself.
        var first = p + 1 < pattern.Length && pattern[p + 1] is '!' or '^' ? p + 2 : p + 1;
        var close = first + 1 < pattern.Length ? pattern[(first + 1)..].IndexOf(']') : -1;
        if (close < 0)
        {
            return unit == '[';
        }

        next = first + 1 + close + 1;
        return Holds(pattern[first..(next - 1)], unit) != (first == p + 2);
    }

    private static bool Holds(ReadOnlySpan<char> set, char unit)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (unit >= set[i] && unit <= set[i + 2])
                {
                    return true;
                }

                i += 2;
            }
            else if (set[i] == unit)
            {
                return true;
            }
        }

        return false;
    }
}
