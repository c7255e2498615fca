using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using Sealane.Lab.Proxy;
using Sealane.Lab.Requests;

namespace Sealane.Lab.Assertions;

/// <summary>Whether everything that a client did in the lab survives the way, beyond doubt.</summary>
internal static class Survival
{
    /// <summary>What speaks against it; null when nothing does.</summary>
    /// <remarks>A client that sent nothing, nothing that is signed, something elsewhere or under other keys has proven nothing.</remarks>
    public static string? WhyNot(IReadOnlyList<LabRequest> requests, IReadOnlyList<Refusal> refusals, Uri endpoint)
    {
        if (refusals.Count > 0)
        {
            return Lines("The client asked for what the lab does not play:", refusals.Select(refusal => refusal.Sentence).Distinct());
        }

        if (requests.Count == 0)
        {
            return $"No request came to the lab. Point the client at {endpoint}, or at the lab's proxy.";
        }

        LabRequest[] failing = [.. requests.Where(request => request.Verdict != Verdict.Survives || request.Diagnosis.Unproven)];
        if (failing.Length > 0)
        {
            return $"{failing.Length} of {requests.Count} requests do not survive the way as they should.\n\n"
                + TextReport.Write([.. failing.Select(request => request.Diagnosis)]);
        }

        LabRequest[] unsigned = [.. requests.Where(request => request.SignedHeaders.Count == 0)];
        return unsigned.Length == 0
            ? null
            : Lines($"{unsigned.Length} of {requests.Count} requests carry no signature:", unsigned.Select(request => request.ToString()));
    }

    /// <summary>A sentence, and below it lines that are set in.</summary>
    public static string Lines(string sentence, IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => "  " + line).Prepend(sentence));
}
