using System.Text;
using Sealane.Cli.Output;

namespace Sealane.Cli.Locations;

/// <summary>Names out of a file or standard input, one a line or each ended by a NUL; read as they are needed.</summary>
internal static class NameList
{
    /// <summary>The names, empty ones too; a carriage return before a line's end belongs to the line's end.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="nul">Whether a NUL ends each name, as <c>find -print0</c> writes them.</param>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static IEnumerable<string> Read(string path, bool nul)
    {
        using var reader = Open(path);
        var name = new StringBuilder();
        var block = new char[4096];
        while (reader.Read(block, 0, block.Length) is > 0 and var count)
        {
            var rest = block.AsMemory(0, count);
            while (rest.Span.IndexOf(nul ? '\0' : '\n') is >= 0 and var end)
            {
                name.Append(rest[..end]);
                rest = rest[(end + 1)..];
                yield return Taken(name, nul);
            }

            name.Append(rest);
        }

        if (name.Length > 0)
        {
            yield return Taken(name, nul);
        }
    }

    private static string Taken(StringBuilder name, bool nul)
    {
        var text = name.ToString();
        name.Clear();
        return !nul && text.EndsWith('\r') ? text[..^1] : text;
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path == "-" ? Console.OpenStandardInput() : File.OpenRead(path), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The list of names '{path}' cannot be read: {fault.Message} Name a file, or - for standard input.");
        }
    }
}
