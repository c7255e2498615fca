using System.CommandLine;

namespace Sealane.Cli.Help;

/// <summary>Options that belong together, under a title of their own in the help.</summary>
internal abstract class FlagGroup(string title)
{
    public string Title => title;

    public abstract IReadOnlyList<Option> Options { get; }
}
