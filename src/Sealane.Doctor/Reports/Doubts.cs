using System.Globalization;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Reports;

/// <summary>Why a program that broke nowhere is still not known to survive.</summary>
internal static class Doubts
{
    public static IEnumerable<string> Of(Examination examination)
    {
        var diagnoses = examination.Diagnoses;
        if (diagnoses.Count == 0)
        {
            yield return "No S3 request was seen.";
        }

        foreach (var refusal in examination.Program?.Refusals ?? [])
        {
            yield return refusal;
        }

        var foreign = diagnoses.Count(diagnosis => diagnosis.Unproven);
        if (foreign > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{foreign} of {Requests(diagnoses)} signed with a key that is not the lab's, so whether the signature is right cannot be told. Let the program take its keys from the environment.");
        }

        var unsigned = diagnoses.Count(diagnosis => !diagnosis.Unproven && diagnosis.SignedHeaders.Count == 0);
        if (unsigned > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{unsigned} of {Requests(diagnoses)} without a signature that can be read.");
        }

        if (examination.Program is { WasStopped: true })
        {
            yield return "The program was still running when its time was over, and was ended: what it would have sent after that is not known.";
        }

        foreach (var exit in examination.Program?.ExitCodes.Where(code => code != 0).Distinct() ?? [])
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The program ended with exit code {exit}: what it would have sent after that is not known.");
        }

        // What was refused for its key or its signature was said above.
        foreach (var row in examination.Matrix?.Rows.Where(row => row.Cells.Any(cell => cell.Verdict == CellVerdict.NotProven)) ?? [])
        {
            if (foreign + unsigned == 0)
            {
                yield return $"{row.Operation} could not be judged on every way.";
            }
        }
    }

    private static string Requests(IReadOnlyList<Diagnosis> diagnoses) =>
        string.Create(CultureInfo.InvariantCulture, $"{diagnoses.Count} {(diagnoses.Count == 1 ? "request is" : "requests are")}");
}
