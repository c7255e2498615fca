using System.CommandLine;

namespace Sealane.Cli.Help;

/// <summary>Commands under one title of the program's help.</summary>
internal sealed record CommandSection(string Title, IReadOnlyList<Command> Commands);
