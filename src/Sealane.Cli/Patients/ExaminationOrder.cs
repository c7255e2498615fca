using Sealane.Lab.Replays;

namespace Sealane.Cli.Patients;

/// <summary>What is to be examined, and how.</summary>
internal sealed record ExaminationOrder
{
    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Program { get; init; }

    /// <summary>The ways that its requests are sent over.</summary>
    public required IReadOnlyList<Way> Ways { get; init; }

    /// <summary>Whether somebody chose these ways: then a way that lets no client through counts as well.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether the program runs once for each way, through it, in place of replays.</summary>
    public bool RunsForEachWay { get; init; }

    /// <summary>Whether the program is given the lab's URL as its endpoint.</summary>
    public bool AtEndpoint { get; init; }

    /// <summary>How often it runs.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How long each run may take; null for as long as it likes.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Seed of the edges' holds, for runs through a way.</summary>
    public int Seed { get; init; }

    /// <summary>Whether what the program prints goes to standard error.</summary>
    public bool OutputToError { get; init; }
}
