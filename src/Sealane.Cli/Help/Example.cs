namespace Sealane.Cli.Help;

/// <summary>A line that somebody might type, and what it does.</summary>
internal sealed record Example(string Line, string Meaning);
