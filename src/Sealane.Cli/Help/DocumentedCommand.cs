using System.CommandLine;

namespace Sealane.Cli.Help;

/// <summary>A command whose help has groups of options and examples.</summary>
internal class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Lines that somebody might type.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Further paragraphs: what is worth knowing beforehand.</summary>
    public string? Notes { get; init; }

    /// <summary>The groups of options, in the order they are shown; the command's other options come first.</summary>
    public IReadOnlyList<FlagGroup> FlagGroups
    {
        get;
        init
        {
            field = value;
            foreach (var option in value.SelectMany(group => group.Options))
            {
                Add(option);
            }
        }
    } = [];
}
