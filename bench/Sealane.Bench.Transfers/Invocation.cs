namespace Sealane.Bench.Transfers;

/// <summary>A program and what it is told.</summary>
internal sealed record Invocation(string Program, params string[] Arguments)
{
    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>Whether the output is read, as by a program behind a pipe, or goes nowhere.</summary>
    public bool Pipes { get; init; }

    /// <summary>A file that standard input is read from, through a pipe.</summary>
    public string? Input { get; init; }

    public override string ToString() => $"{Program} {string.Join(' ', Arguments)}";
}
