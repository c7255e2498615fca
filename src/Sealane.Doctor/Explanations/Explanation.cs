using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Explanations;

/// <summary>What was recognised in one exhibit.</summary>
/// <param name="Name">What the person calls it.</param>
/// <param name="Found">What was found, and how often: <c>error document</c>, 2.</param>
/// <param name="Kinds">What programs write such records; none when nothing was recognised.</param>
/// <param name="Problem">Why nothing was read, in a sentence; null when something was.</param>
public sealed record ExhibitSummary(string Name, IReadOnlyList<CountedNoun> Found, IReadOnlyList<string> Kinds, string? Problem);

/// <summary>A thing and how many of it.</summary>
/// <param name="Noun">The thing, in the singular.</param>
/// <param name="Count">How many.</param>
public sealed record CountedNoun(string Noun, int Count)
{
    /// <summary>As a sentence says it: <c>2 error documents</c>.</summary>
    public override string ToString() => Count == 1 ? $"1 {Noun}" : $"{Count} {(Noun.EndsWith('s') ? Noun + "es" : Noun == "string to sign" ? "strings to sign" : Noun + "s")}";
}

/// <summary>Something that the exhibits do not say, and what would.</summary>
/// <param name="What">What cannot be told.</param>
/// <param name="Wanted">What would tell it.</param>
public sealed record Untold(string What, string Wanted);

/// <summary>What the exhibits tell of one request.</summary>
public sealed record ExplainedRequest
{
    /// <summary>The exhibits that speak of it.</summary>
    public required IReadOnlyList<string> Exhibits { get; init; }

    /// <summary>What follows, in sentences.</summary>
    public required string Conclusion { get; init; }

    /// <summary>What is worth knowing of it besides: until when a URL is good, who must send what.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The diagnosis. Its verdict is of what the exhibits show.</summary>
    public required Diagnosis Diagnosis { get; init; }

    /// <summary>Whether the endpoint is known to have refused it.</summary>
    public required bool IsRefused { get; init; }

    /// <summary>What cannot be told from what is there.</summary>
    public IReadOnlyList<Untold> Untolds { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Diagnosis.ToString();
}

/// <summary>What a person's exhibits come to.</summary>
public sealed record Explanation
{
    /// <summary>The exhibits, as given.</summary>
    public required IReadOnlyList<ExhibitSummary> Exhibits { get; init; }

    /// <summary>The requests that they tell of, the refused first.</summary>
    public required IReadOnlyList<ExplainedRequest> Requests { get; init; }

    /// <summary>Whether a request has a finding that matters.</summary>
    public bool HasFindings => Requests.Any(request => request.Diagnosis.Findings.Any(finding => finding.Severity > Severity.Notice));

    /// <summary>What no output may hold: signatures, tokens, passwords that the exhibits do.</summary>
    internal SecretsSeen Secrets { get; init; } = SecretsSeen.None;

    /// <summary>How many requests; their texts may hold what a person does not want printed.</summary>
    public override string ToString() => $"{Requests.Count} requests of {Exhibits.Count} exhibits";
}
