using Sealane.Doctor.Findings;
using Sealane.Signing.Journey;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL121: a recorded head is no head, so that there is nothing to compare.</summary>
internal static class HeadUnreadable
{
    // What was recorded is not quoted: a broken line may be a piece of a credential.
    public static Diagnosis Diagnose(Voyage voyage)
    {
        var finding = new Finding
        {
            Cause = FindingTable.HeadUnreadable,
            Severity = Severity.Error,
            Subject = "request",
            Hop = voyage.Hops.Count > 0 ? new HopPlace(1, voyage.Hops[0].Name) : null,
            Broke = true,
            Proven = false,
            Explanation = "What was recorded does not read as a request of HTTP/1.1 with a path: a line without a colon, a folded line, no request line, or a target such as CONNECT's.",
            Remedy = "Look at what the client writes; a client that speaks HTTP/2, TLS to a plain port or a proxy's language to an endpoint looks like this.",
            Source = FindingTable.HeadUnreadable.Source,
        };
        return new Diagnosis
        {
            VoyageId = voyage.Id,
            Request = "(unreadable)",
            Verdict = voyage.Arrival is null ? Verdict.NotReached : Verdict.Refused,
            Unproven = true,
            Status = voyage.Arrival?.Status,
            ErrorCode = voyage.Arrival?.ErrorCode,
            ErrorMessage = voyage.Arrival?.ErrorMessage,
            Operation = voyage.Arrival?.Operation,
            Time = voyage.Hops.Count > 0 ? voyage.Hops[0].Time : voyage.Arrival?.Time,
            Findings = [finding],
        };
    }
}
