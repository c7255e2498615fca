namespace Sealane.Lab.Programs;

/// <summary>What becomes of one environment variable of a program that is to run in the lab.</summary>
/// <param name="Name">Its name; with a <c>*</c> at its end every variable that begins so.</param>
/// <param name="Value">What it is set to; null when it is taken away.</param>
/// <param name="Why">Why.</param>
public sealed record VariableRow(string Name, string? Value, string Why)
{
    /// <value>What joins the value to one that is there already, for a variable that holds a list; null when it replaces it. Default null.</value>
    public string? JoinedBy { get; init; }

    /// <summary>Whether the row speaks of a variable.</summary>
    public bool Matches(string name) => Name.EndsWith('*') ? name.StartsWith(Name[..^1], StringComparison.Ordinal) : name == Name;

    /// <summary>The variable's value in an environment that has it already, or not.</summary>
    public string? In(string? present) => JoinedBy is { } joint && !string.IsNullOrEmpty(present) ? present + joint + Value : Value;

    /// <summary>The name alone: a value may be a secret.</summary>
    public override string ToString() => Name;
}
