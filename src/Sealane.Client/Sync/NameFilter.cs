namespace Sealane.Sync;

/// <summary>
/// Which names take part: all, until rules say otherwise; of the rules that match a name, the last one counts, as with <c>aws s3</c>.
/// </summary>
/// <remarks>A name that is excluded is not there for any purpose: it is neither copied nor deleted. Immutable.</remarks>
public sealed class NameFilter
{
    private readonly (Glob Glob, bool Includes)[] _rules;

    private NameFilter((Glob Glob, bool Includes)[] rules) => _rules = rules;

    /// <summary>Takes every name.</summary>
    public static NameFilter All { get; } = new([]);

    /// <summary>Whether there is no rule.</summary>
    internal bool IsAll => _rules.Length == 0;

    /// <summary>A filter that also takes what the pattern matches.</summary>
    public NameFilter Include(string pattern) => new([.. _rules, (new Glob(pattern), true)]);

    /// <summary>A filter that leaves out what the pattern matches.</summary>
    public NameFilter Exclude(string pattern) => new([.. _rules, (new Glob(pattern), false)]);

    /// <summary>Whether a name takes part.</summary>
    public bool Takes(ReadOnlySpan<char> name)
    {
        for (var i = _rules.Length - 1; i >= 0; i--)
        {
            if (_rules[i].Glob.Matches(name))
            {
                return _rules[i].Includes;
            }
        }

        return true;
    }

    /// <summary>Whether it is certain that nothing below a folder takes part, so that the folder need not be read.</summary>
    /// <param name="folder">The folder's name, which ends in <c>/</c>.</param>
    public bool LeavesOutAllBelow(ReadOnlySpan<char> folder)
    {
        for (var i = _rules.Length - 1; i >= 0 && !_rules[i].Includes; i--)
        {
            // A pattern that matches "a/" and ends in a star matches "a/" with anything behind it.
            if (_rules[i].Glob.Pattern.EndsWith('*') && _rules[i].Glob.Matches(folder))
            {
                return true;
            }
        }

        return false;
    }
}
