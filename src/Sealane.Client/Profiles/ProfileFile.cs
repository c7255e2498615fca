using Sealane.Diagnostics;

namespace Sealane.Profiles;

/// <summary>
/// A file of named sections, as <c>~/.aws/config</c> and <c>~/.aws/credentials</c> are (AWS SDKs and Tools Reference Guide, "shared config
/// and credentials files").
/// </summary>
/// <remarks>
/// A setting is <c>key = value</c>. A key with an empty value opens a block, whose indented lines are settings of their own: <c>s3 =</c>
/// makes keys such as <c>s3.addressing_style</c>. A section that comes twice is one section, and of a key that comes twice the last counts.
/// </remarks>
internal sealed class ProfileFile
{
    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    /// <summary>A file without any section: what a missing file is.</summary>
    public static ProfileFile Empty { get; } = new();

    /// <summary>The names of all sections, as written between the brackets.</summary>
    public IEnumerable<string> Sections => _sections.Keys;

    /// <summary>The settings of a section, or null when the file has none of that name.</summary>
    public IReadOnlyDictionary<string, string>? Section(string name) => _sections.GetValueOrDefault(name);

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="S3ConfigurationException">
    /// A line is neither a section, a setting nor a comment; the message names file and line, not the line's text, which may hold a secret.
    /// </exception>
    public static ProfileFile Parse(string text, string path)
    {
        var file = new ProfileFile();
        Dictionary<string, string>? section = null;
        string? block = null;
        string? last = null;
        var number = 0;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            var line = raw.TrimEnd();
            if (line.TrimStart() is [] or ['#' or ';', ..])
            {
                continue;
            }

            if (line[0] == '[')
            {
                section = file.Open(SectionName(line, path, number));
                block = last = null;
                continue;
            }

            if (section is null)
            {
                throw Malformed(path, number, "a setting stands before the first [section]");
            }

            var indented = line[0] is ' ' or '\t';
            var equals = line.IndexOf('=');
            if (indented && block is null && last is not null)
            {
                // The value above goes on.
                section[last] += "\n" + line.Trim().ToString();
                continue;
            }

            if (equals <= 0)
            {
                throw Malformed(path, number, "a setting is written 'key = value'");
            }

            var key = line[..equals].Trim().ToString().ToLowerInvariant();
            var value = WithoutComment(line[(equals + 1)..]).Trim().ToString();
            if (indented && block is not null)
            {
                section[$"{block}.{key}"] = value;
                continue;
            }

            block = value.Length == 0 ? key : null;
            last = value.Length == 0 ? null : key;
            section[key] = value;
        }

        return file;
    }

    private Dictionary<string, string> Open(string name)
    {
        if (!_sections.TryGetValue(name, out var section))
        {
            _sections[name] = section = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        return section;
    }

    // "[" name "]" or "[" word 1*blank name "]": the blanks become one
    private static string SectionName(ReadOnlySpan<char> line, string path, int number)
    {
        var end = line.IndexOf(']');
        return end < 0
            ? throw Malformed(path, number, "a section's name ends with ']'")
            : string.Join(' ', line[1..end].ToString().Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Replace("\"", string.Empty, StringComparison.Ordinal);
    }

    // A comment within a line needs a blank before it: a secret may contain '#'.
    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && value[i - 1] is ' ' or '\t')
            {
                return value[..i];
            }
        }

        return value;
    }

    private static S3ConfigurationException Malformed(string path, int number, string why) =>
        new($"{path}, line {number}: {why}. Mend the line, or point AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE at another file.");
}
