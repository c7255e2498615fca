using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sealane.Doctor.Reports;

namespace Sealane.Doctor.Explanations;

/// <summary>One explained request as JSON.</summary>
public sealed record ExplainedRequestDocument(
    IReadOnlyList<string> Exhibits, string Conclusion, IReadOnlyList<string> Facts, bool IsRefused, DiagnosisDocument Diagnosis, IReadOnlyList<Untold> Untold);

/// <summary>An explanation as JSON.</summary>
public sealed record ExplanationDocument(string Schema, IReadOnlyList<ExhibitSummary> Exhibits, IReadOnlyList<ExplainedRequestDocument> Requests)
{
    internal const string SchemaName = "sealane/explanation/1";
}

/// <summary>An explanation as JSON in UTF-8, for programs. No secret and no signature is in it, whatever the exhibits hold.</summary>
public static class ExplanationReport
{
    private static readonly ExplanationJson Json = new(new JsonSerializerOptions(ExplanationJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes an <see cref="ExplanationDocument"/>.</summary>
    public static byte[] Write(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var document = new ExplanationDocument(
            ExplanationDocument.SchemaName,
            explanation.Exhibits,
            [.. explanation.Requests.Select(request => new ExplainedRequestDocument(
                request.Exhibits, request.Conclusion, request.Facts, request.IsRefused, DiagnosisDocument.Of(request.Diagnosis), request.Untolds))]);
        return Encoding.UTF8.GetBytes(explanation.Secrets.Mask(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(document, Json.ExplanationDocument))));
    }
}

/// <summary>The serialisers of the documents, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(ExplanationDocument))]
internal sealed partial class ExplanationJson : JsonSerializerContext;
