using System.Globalization;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>An examination as plain text: the answer, what the program took up, the matrix, the findings.</summary>
internal static class ExaminationText
{
    private const int Width = 100;

    public static string Write(Examination examination)
    {
        var text = new PlainPage(Width);

        // 1 The answer.
        text.Line($"{Requests(examination)} examined{Over(examination)}.");
        text.Line(ConclusionWords.Of(examination));
        foreach (var doubt in examination.Conclusion is Conclusion.Survives ? [] : examination.Doubts)
        {
            text.Wrap("  -", doubt, 4);
        }

        // 2 What the program took up.
        Took(text, examination.Program);
        Signed(text, examination.Diagnoses);

        // 3 The matrix.
        if (examination.Matrix is { Rows.Count: > 0 } matrix)
        {
            MatrixText.Write(text, matrix);
        }

        // 4 What changed.
        if (examination.Comparison is { } comparison)
        {
            ComparisonText.Write(text, comparison);
        }

        // 5 The findings; in short those of ways that no client survives, unless these have to be survived.
        var causes = examination.Causes.ToLookup(cause => examination.IsStrict || !cause.BreaksAnyClient);
        foreach (var cause in causes[true])
        {
            text.Line();
            text.Finding(cause.Example, Count(examination, cause), cause.Remedies);
            text.Journey(cause.Journey);
            text.Line($"  More: docs/findings/{cause.Example.Id}.md");
        }

        if (causes[false].Any())
        {
            text.Line();
            text.Line("What breaks every client on some ways (name such a way with --profiles to have it explained):");
        }

        foreach (var cause in causes[false].DistinctBy(cause => (cause.Example.Id, cause.Example.Subject)))
        {
            text.Wrap("  -", $"{cause.Example.Id} {cause.Example.Title} ({cause.Example.Subject}): {string.Join(", ", cause.Ways)}", 4);
        }

        return text.ToString();
    }

    private static string Requests(Examination examination) =>
        string.Create(CultureInfo.InvariantCulture, $"{examination.Diagnoses.Count} {(examination.Diagnoses.Count == 1 ? "request" : "requests")}{Clients(examination.Diagnoses)}");

    private static string Clients(IReadOnlyList<Diagnosis> diagnoses)
    {
        var names = diagnoses.Select(diagnosis => diagnosis.Client?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : $" of {string.Join(" and ", names)}";
    }

    private static string Over(Examination examination) => examination.Matrix is { Rows.Count: > 0 } matrix
        ? string.Create(CultureInfo.InvariantCulture, $", replayed over {matrix.Ways.Count} {(matrix.Ways.Count == 1 ? "way" : "ways")}")
        : "";

    private static void Took(PlainPage text, ExaminedProgram? program)
    {
        if (program is not { TookUp.Count: > 0 })
        {
            return;
        }

        text.Line("The program took up:");
        foreach (var uptake in program.TookUp)
        {
            text.Line($"  {uptake.What,-22} {Answer(uptake),-8} {uptake.Evidence}");
        }
    }

    private static string Answer(Uptake uptake) => uptake.TookUp switch { true => "yes", false => "no", null => "unknown" };

    private static void Signed(PlainPage text, IReadOnlyList<Diagnosis> diagnoses)
    {
        foreach (var signed in diagnoses.Where(diagnosis => diagnosis.SignedHeaders.Count > 0)
            .GroupBy(diagnosis => (Client: diagnosis.Client?.ToString() ?? "a client", Headers: string.Join("; ", diagnosis.SignedHeaders))))
        {
            text.Wrap("  Signed:", $"by {signed.Key.Client} in {signed.Count()}: {signed.Key.Headers}", 12);
        }
    }

    private static string Count(Examination examination, Cause cause)
    {
        var found = cause.Requests > 0 ? $"found in {cause.Requests} of {examination.Diagnoses.Count}, broke {cause.Broke}" : "";
        var ways = cause.Ways.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"{(cause.BreaksAnyClient ? "breaks any client" : "breaks")} on {cause.Ways.Count} of {examination.Matrix?.Ways.Count} ways");
        return string.Join(", ", new[] { found, ways }.Where(part => part.Length > 0));
    }
}
