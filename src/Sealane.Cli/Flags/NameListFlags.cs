using System.CommandLine;
using Sealane.Cli.Help;
using Sealane.Cli.Locations;

namespace Sealane.Cli.Flags;

/// <summary>Names out of a file in place of a listing.</summary>
internal sealed class NameListFlags() : FlagGroup("Names from a list")
{
    private readonly Option<string?> _lines = new("--files-from") { HelpName = "file|-", Description = "Take these names, one a line, and list nothing." };

    private readonly Option<string?> _nuls = new("--files0-from") { HelpName = "file|-", Description = "The same, each ended by a NUL, as find -print0 writes them." };

    public override IReadOnlyList<Option> Options => [_lines, _nuls];

    /// <summary>The names; null when no list is given.</summary>
    public IEnumerable<string>? Read(ParseResult parsed) =>
        (parsed.GetValue(_lines) is { } lines ? NameList.Read(lines, nul: false)
            : parsed.GetValue(_nuls) is { } nuls ? NameList.Read(nuls, nul: true)
            : null)?.Where(name => name.Length > 0);
}
