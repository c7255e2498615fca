using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>Reports as one page of HTML that holds everything it needs: its style, its script and the report's JSON. It loads nothing and sends nothing.</summary>
/// <remarks>
/// The page draws itself from the JSON, with text alone; a policy in its head lets no other script, style or connection through, so that
/// what came from the wire cannot act even if it were read as HTML.
/// </remarks>
public static class HtmlReport
{
    // In the order in which the script is read: what stands below uses what stands above.
    private static readonly string[] Scripts =
        ["elements", "words", "differences", "heads", "lane", "canonical", "findings", "matrix", "requests", "stream", "page"];

    private static readonly ReportJson Json = new(new JsonSerializerOptions(ReportJson.Default.Options) { WriteIndented = false });

    /// <summary>The page of an examination.</summary>
    public static byte[] Write(Examination examination) => Write(ReportDocument.Of(examination));

    /// <summary>The page of some requests.</summary>
    public static byte[] Write(IReadOnlyList<Diagnosis> diagnoses) => Write(new Examination { Diagnoses = diagnoses });

    /// <summary>The page of a report.</summary>
    public static byte[] Write(ReportDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Compose(JsonSerializer.Serialize(report, Json.ReportDocument), stream: string.Empty);
    }

    /// <summary>The page of a live console: it begins empty and takes diagnoses from a stream of events.</summary>
    /// <param name="stream">Where the events come from, relative to the page: each a <see cref="DiagnosisDocument"/> of the type <c>request</c>.</param>
    /// <param name="hints">Lines to show while nothing has come yet, for a shell.</param>
    public static byte[] WriteLive(string stream, IReadOnlyList<string> hints)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        return Compose(JsonSerializer.Serialize(new LivePageDocument(hints), Json.LivePageDocument), stream);
    }

    /// <summary>One diagnosis on a single line, for a stream of events.</summary>
    public static byte[] WriteEvent(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return JsonSerializer.SerializeToUtf8Bytes(DiagnosisDocument.Of(diagnosis), Json.DiagnosisDocument);
    }

    private static byte[] Compose(string report, string stream)
    {
        var style = Resource("page.css");
        var script = string.Join('\n', Scripts.Select(name => Resource($"{name}.js")));
        var page = new StringBuilder(Resource("page.html"))
            .Replace("{{policy}}", Policy(style, script, stream.Length > 0))
            .Replace("{{stream}}", stream)
            .Replace("{{style}}", style)
            .Replace("{{script}}", script);

        // Last, so that nothing in it is taken for a place to fill. The encoder has escaped every '<' and '&'.
        return Encoding.UTF8.GetBytes(page.Replace("{{report}}", report).ToString());
    }

    // Nothing but this very style and script may run, and a live page may talk to its own console alone (CSP level 3).
    private static string Policy(string style, string script, bool isLive) =>
        $"default-src 'none'; script-src '{HashOf(script)}'; style-src '{HashOf(style)}'; img-src data:; connect-src {(isLive ? "'self'" : "'none'")}; "
        + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    // As they stand between their tags, the line ends around them included.
    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"\n{text}\n")))}";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"Page/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>What the page of a live console begins with, as JSON.</summary>
internal sealed record LivePageDocument(IReadOnlyList<string> Hints);
