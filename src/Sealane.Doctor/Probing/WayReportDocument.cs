using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sealane.Doctor.Probing;

/// <summary>A part that arrived otherwise, as JSON; secrets are masked.</summary>
public sealed record ChangeDocument(string Part, string Kind, IReadOnlyList<string> Before, IReadOnlyList<string> After);

/// <summary>What the way did to one probe, as JSON.</summary>
public sealed record OutcomeDocument(string Subject, string Probe, string Reach, int? Status, string? Code, string? Detail, bool? Survives, IReadOnlyList<ChangeDocument> Changes)
{
    internal static OutcomeDocument Of(ProbeOutcome outcome) => new(
        outcome.Probe.Subject.ToString(), outcome.Probe.Title, outcome.Reach.ToString(), outcome.Status, outcome.Code, outcome.Detail, outcome.Survives,
        [.. outcome.Changes.Select(change => new ChangeDocument(change.Part.Name, change.Kind.ToString(), change.Part.Show(change.Before), change.Part.Show(change.After)))]);
}

/// <summary>A cause for which signatures break, as JSON.</summary>
public sealed record WayCauseDocument(string Id, string Title, string Subject, int Seen, string Explanation, string Remedy, string Source);

/// <summary>A check, as JSON.</summary>
public sealed record CheckDocument(string Subject, string Result, string Sentence);

/// <summary>A report of a way as JSON.</summary>
public sealed record WayReportDocument(
    string Schema,
    string Way,
    int Requests,
    string? Obstacle,
    IReadOnlyList<CheckDocument> Checks,
    IReadOnlyList<OutcomeDocument> EveryRequest,
    IReadOnlyList<OutcomeDocument> Probes,
    IReadOnlyList<WayCauseDocument> Causes,
    IReadOnlyList<LikeProfile> Likest,
    IReadOnlyList<string> Untold)
{
    internal const string SchemaName = "sealane/way/1";

    private static readonly WayJson Json = new(new JsonSerializerOptions(WayJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes a report as JSON in UTF-8.</summary>
    public static byte[] Write(WayReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.SerializeToUtf8Bytes(
            new WayReportDocument(
                SchemaName,
                report.Way,
                report.Requests,
                report.Obstacle,
                [.. report.Checks.Select(check => new CheckDocument(check.Subject, check.Result.ToString(), check.Sentence))],
                [.. report.Beginning.Select(OutcomeDocument.Of)],
                [.. report.Outcomes.Select(OutcomeDocument.Of)],
                [.. report.Causes.Select(cause => new WayCauseDocument(
                    cause.Example.Id, cause.Example.Title, cause.Example.Subject, cause.Requests, cause.Example.Explanation, cause.Example.Remedy, cause.Example.Source))],
                report.Likest,
                report.Untold),
            Json.WayReportDocument);
    }
}

/// <summary>The serialisers of the documents, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(WayReportDocument))]
internal sealed partial class WayJson : JsonSerializerContext;
