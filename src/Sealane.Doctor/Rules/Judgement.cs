using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;

namespace Sealane.Doctor.Rules;

/// <summary>The verdict over all that was found.</summary>
internal static class Judgement
{
    // The errors that speak of signature, key, clock or the body's integrity. NoSuchKey, say, is an answer to a request that was understood.
    private static readonly HashSet<string> SignatureErrors = new(StringComparer.Ordinal)
    {
        "AccessDenied", "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "BadDigest", "ExpiredToken", "IncompleteBody", "InvalidAccessKeyId",
        "InvalidArgument", "InvalidChunkSizeError", "InvalidDigest", "InvalidRequest", "InvalidToken", "MalformedTrailerError", "MissingContentLength",
        "MissingSecurityHeader", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "XAmzContentSHA256Mismatch",
    };

    /// <summary>Whether the endpoint's refusal speaks of the signature or of what it guards.</summary>
    public static bool IsAboutSignature(RequestEvidence evidence) =>
        evidence.Voyage.Arrival?.ErrorCode is { } code ? SignatureErrors.Contains(code) : evidence.Way.Status is 401 or 403;

    public static Verdict Of(RequestEvidence evidence, IReadOnlyList<Finding> findings) => evidence switch
    {
        { Way.Arrived: false } => Verdict.NotReached,
        { Reading: not AuthorizationReading.Present } => evidence.IsRefused ? Verdict.Refused : Verdict.Survives,
        { Culprits.Count: > 0 } => Verdict.Breaks,
        _ when findings.Any(finding => finding.Cause == FindingTable.LengthLost) => Verdict.Breaks,
        { AsArrived.IsAccepted: false } => Verdict.Refused,
        _ when IsAboutSignature(evidence) && (evidence.IsKeyKnown || evidence.Voyage.Arrival?.ErrorCode != "InvalidAccessKeyId") => Verdict.Refused,
        _ when findings.Any(finding => finding.Severity == Severity.Warning) => Verdict.BreaksSometimes,
        _ => Verdict.Survives,
    };
}
