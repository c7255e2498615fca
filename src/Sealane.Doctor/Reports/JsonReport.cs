using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>Reports as JSON in UTF-8, for programs; names and meaning are fixed by the document's <c>schema</c>.</summary>
public static class JsonReport
{
    // A report is read from a file, never pasted into a page: blanks and quotation marks stay legible.
    private static readonly ReportJson Json = new(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The report of one request: a <see cref="DiagnosisDocument"/>.</summary>
    public static byte[] Write(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return JsonSerializer.SerializeToUtf8Bytes(DiagnosisDocument.Of(diagnosis), Json.DiagnosisDocument);
    }

    /// <summary>The report of many requests: a <see cref="ReportDocument"/>.</summary>
    public static byte[] Write(IReadOnlyList<Diagnosis> diagnoses) => Write(new Examination { Diagnoses = diagnoses });

    /// <summary>The report of an examination: a <see cref="ReportDocument"/>.</summary>
    public static byte[] Write(Examination examination) => JsonSerializer.SerializeToUtf8Bytes(ReportDocument.Of(examination), Json.ReportDocument);
}

/// <summary>The serialisers of the documents, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(DiagnosisDocument))]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(LivePageDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
