namespace Sealane.Doctor.Reports;

/// <summary>The program whose requests were examined, and what it did with what it was given.</summary>
public sealed record ExaminedProgram
{
    /// <summary>Its name, without the arguments, any of which may be a secret; empty when it was started by somebody else.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>How often it ran.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>The exit codes of its runs; empty when it was started by somebody else.</summary>
    public IReadOnlyList<int> ExitCodes { get; init; } = [];

    /// <summary>Whether a run took longer than it was given, and was ended.</summary>
    public bool WasStopped { get; init; }

    /// <summary>What it took up of what it was given: proxy, trust, keys, region.</summary>
    public IReadOnlyList<Uptake> TookUp { get; init; } = [];

    /// <summary>What was asked for and lies outside, and handshakes that failed: sentences, each once.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}

/// <summary>Whether a program took up one thing that it was given.</summary>
/// <param name="What">The thing: <c>proxy</c>, <c>certificate authority</c>, <c>keys</c>, <c>region</c>.</param>
/// <param name="TookUp">Whether it did; null when nothing tells.</param>
/// <param name="Evidence">What tells, in a clause.</param>
public sealed record Uptake(string What, bool? TookUp, string Evidence)
{
    /// <summary>Thing and answer.</summary>
    public override string ToString() => $"{What}: {TookUp switch { true => "yes", false => "no", null => "unknown" }} ({Evidence})";
}
