using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Baselines;

/// <summary>How a program sends one operation, and what survives of it: sets of words, in order, so that two of them can be compared.</summary>
/// <param name="Operation">The operation: <c>PutObject</c>, <c>GetObject (presigned)</c>.</param>
/// <param name="Clients">Who sent it, with versions.</param>
/// <param name="Framing">How its bodies are framed.</param>
/// <param name="Payload">What its signatures say about the body: <c>SHA-256</c>, or the word that S3 knows for it.</param>
/// <param name="Headers">The headers it is sent with, lower case.</param>
/// <param name="Signed">Those that are signed.</param>
/// <param name="Checksums">What guards the body, and where it travels: <c>CRC32 in the trailer</c>.</param>
/// <param name="Findings">What is found in it whatever the way is like: <c>SEAL101 transfer-encoding</c>.</param>
/// <param name="Ways">What became of it on each way, in a word.</param>
public sealed record OperationHabit(
    string Operation,
    IReadOnlyList<string> Clients,
    IReadOnlyList<string> Framing,
    IReadOnlyList<string> Payload,
    IReadOnlyList<string> Headers,
    IReadOnlyList<string> Signed,
    IReadOnlyList<string> Checksums,
    IReadOnlyList<string> Findings,
    IReadOnlyDictionary<string, string> Ways)
{
    private const string ChecksumPrefix = "x-amz-checksum-";

    internal static OperationHabit Of(string operation, IReadOnlyList<Diagnosis> diagnoses, SurvivalMatrix? matrix)
    {
        List<Diagnosis> legible = [.. diagnoses.Where(diagnosis => diagnosis.Way is not null)];
        return new OperationHabit(
            operation,
            Set(diagnoses.Select(diagnosis => diagnosis.Client?.ToString() ?? "unknown")),
            Set(legible.Select(diagnosis => diagnosis.Way!.Sent.Framing.ToString())),
            Set(legible.Select(diagnosis => PayloadOf(diagnosis.Way!.Sent.Head))),
            Set(legible.SelectMany(diagnosis => diagnosis.Way!.Sent.Head.Fields).Select(field => field.Name.ToLowerInvariant())),
            Set(diagnoses.SelectMany(diagnosis => diagnosis.SignedHeaders)),
            Set(legible.SelectMany(diagnosis => ChecksumsOf(diagnosis.Way!.Sent.Head))),
            Set(diagnoses.SelectMany(diagnosis => diagnosis.Findings).Where(finding => finding.Severity == Severity.Warning).Select(finding => $"{finding.Id} {finding.Subject}")),
            WaysOf(operation, matrix));
    }

    private static IReadOnlyList<string> Set(IEnumerable<string> words) => [.. words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string PayloadOf(RequestHead head) => head.Value("x-amz-content-sha256") switch
    {
        null => "not said",
        { Length: 64 } => "SHA-256",
        var word => word,
    };

    private static IEnumerable<string> ChecksumsOf(RequestHead head)
    {
        if (head.Has("content-md5"))
        {
            yield return "MD5 in Content-MD5";
        }

        foreach (var field in head.Fields.Where(field => field.Name.StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase) && AlgorithmOf(field.Name) is not ("MODE" or "TYPE" or "ALGORITHM")))
        {
            yield return $"{AlgorithmOf(field.Name)} in the head";
        }

        foreach (var trailer in head.Values("x-amz-trailer").Where(value => value.StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"{AlgorithmOf(trailer)} in the trailer";
        }
    }

    private static string AlgorithmOf(string header) => header[ChecksumPrefix.Length..].ToUpperInvariant();

    // Several clients may send an operation: a way is as bad as it is for the worst of them.
    private static SortedDictionary<string, string> WaysOf(string operation, SurvivalMatrix? matrix) => new(
        (matrix?.Cells ?? []).Where(each => each.Row.Operation == operation)
            .GroupBy(each => each.Way.Name)
            .ToDictionary(way => way.Key, way => way.MaxBy(each => CellRank.Of(each.Cell.ToString())).Cell.ToString()),
        StringComparer.Ordinal);
}
