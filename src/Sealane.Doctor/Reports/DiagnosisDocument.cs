using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>One finding as JSON.</summary>
public sealed record FindingDocument(
    string Id,
    string Title,
    string Severity,
    string Subject,
    HopPlace? Hop,
    bool Broke,
    bool Proven,
    ConditionDocument? Condition,
    string Explanation,
    string Remedy,
    string Source,
    string Page,
    string? Client)
{
    internal static FindingDocument Of(Finding finding) => new(
        finding.Id,
        finding.Title,
        finding.Severity.ToString(),
        finding.Subject,
        finding.Hop,
        finding.Broke,
        finding.Proven,
        finding.Condition is { } condition ? new ConditionDocument(condition.When, condition.Framing?.ToString(), condition.IsReplayed) : null,
        finding.Explanation,
        finding.Remedy,
        finding.Source,
        finding.Cause.Page,
        finding.Client?.ToString());
}

/// <summary>When it breaks, as JSON.</summary>
public sealed record ConditionDocument(string When, string? Framing, bool IsReplayed);

/// <summary>What one leg did to one part, as JSON.</summary>
public sealed record DifferenceDocument(HopPlace Hop, string Part, string Kind, bool IsSigned, bool IsHopByHop, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    internal static DifferenceDocument Of(Difference difference) => new(
        HopPlace.Of(difference.Leg), difference.Part.Name, difference.Kind.ToString(), difference.IsSigned, difference.IsHopByHop, difference.Before, difference.After);
}

/// <summary>One request's diagnosis as JSON. Secrets are masked; header values are not otherwise shortened.</summary>
public sealed record DiagnosisDocument(
    string Schema,
    string VoyageId,
    string Request,
    string? Client,
    IReadOnlyList<string> SignedHeaders,
    string Verdict,
    bool Unproven,
    int? Status,
    string? ErrorCode,
    string? ErrorMessage,
    string? Operation,
    DateTimeOffset? Time,
    HeadDocument? Sent,
    IReadOnlyList<LegDocument> Way,
    IReadOnlyList<FindingDocument> Findings,
    IReadOnlyList<HeaderJourney> Journeys,
    IReadOnlyList<DifferenceDocument> Differences,
    IReadOnlyList<CanonicalLine>? CanonicalRequests)
{
    internal const string SchemaName = "sealane/diagnosis/2";

    internal static DiagnosisDocument Of(Diagnosis diagnosis) => new(
        SchemaName,
        diagnosis.VoyageId,
        diagnosis.Request,
        diagnosis.Client?.ToString(),
        diagnosis.SignedHeaders,
        diagnosis.Verdict.ToString(),
        diagnosis.Unproven,
        diagnosis.Status,
        diagnosis.ErrorCode,
        diagnosis.ErrorMessage is { } message ? Legible.Spell(message) : null,
        diagnosis.Operation,
        diagnosis.Time,
        diagnosis.Way is { } way ? HeadDocument.Of(way.Sent, new HeaderMarks(diagnosis)) : null,
        [.. LegDocument.Of(diagnosis)],
        [.. diagnosis.Findings.Select(FindingDocument.Of)],
        diagnosis.Journeys,
        [.. diagnosis.Differences.Select(DifferenceDocument.Of)],
        diagnosis.CanonicalRequests?.Lines);
}
