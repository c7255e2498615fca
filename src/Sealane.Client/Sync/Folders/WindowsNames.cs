namespace Sealane.Sync.Folders;

/// <summary>Names that Windows has no file for (Microsoft, Naming Files, Paths, and Namespaces).</summary>
internal static class WindowsNames
{
    public static string? WhyRefused(ReadOnlySpan<char> name)
    {
        foreach (var unit in name)
        {
            if (unit < ' ' || unit is '<' or '>' or ':' or '"' or '\\' or '|' or '?' or '*')
            {
                return $"Windows has no '{(unit < ' ' ? $"U+{(int)unit:X4}" : unit)}' in names.";
            }
        }

        if (name[^1] is ' ' or '.')
        {
            return "Windows drops a blank or a dot at a name's end.";
        }

        var dot = name.IndexOf('.');
        var stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ').ToString().ToUpperInvariant();
        var isDevice = stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && stem[3] is (>= '0' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3');
        return isDevice ? $"'{stem}' is a device of Windows." : null;
    }
}
