namespace Sealane.Cli.Locations;

/// <summary>A key or path with <c>*</c> (any characters, slashes too) and <c>?</c> (one character) in it.</summary>
internal sealed class Wildcard
{
    private readonly string _pattern;

    public Wildcard(string pattern)
    {
        _pattern = pattern;
        Prefix = IsIn(pattern) ? pattern[..pattern.AsSpan().IndexOfAny('*', '?')] : pattern;
    }

    /// <summary>What stands before the first of them: what to list.</summary>
    public string Prefix { get; }

    /// <summary>Whether a text has any.</summary>
    public static bool IsIn(string text) => text.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a name fits, from its first character to its last.</summary>
    public bool Matches(ReadOnlySpan<char> name)
    {
        var pattern = _pattern.AsSpan();
        var (at, star, retry) = (0, -1, 0);
        var i = 0;
        while (i < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, retry) = (at++, i);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[i]))
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                (at, i) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
