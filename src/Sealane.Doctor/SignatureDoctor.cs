using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Rules;
using Sealane.Signing;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Doctor;

/// <summary>Says why a signature does not match, or when it will not: from the heads at each hop, never from what a hop was told to do. Thread-safe.</summary>
/// <param name="keys">Where derived keys are kept; share one a process.</param>
public sealed class SignatureDoctor(SigningKeyCache keys)
{
    private readonly Verifier _verifier = new(keys);

    /// <summary>Examines one request's voyage.</summary>
    /// <param name="voyage">The heads at each hop, and the arrival.</param>
    /// <param name="secretOf">The secret of an access key id; null when it is not known, and then heads are compared and nothing is proven.</param>
    /// <exception cref="ArgumentException">The voyage has no record at all.</exception>
    // heads -> evidence -> culprits -> findings -> verdict
    public Diagnosis Examine(Voyage voyage, Func<string, string?> secretOf)
    {
        ArgumentNullException.ThrowIfNull(voyage);
        ArgumentNullException.ThrowIfNull(secretOf);

        // 1-4 Read what was signed and sent, verify it as it arrived, compare the heads hop by hop, and prove by undoing.
        RequestEvidence evidence;
        try
        {
            evidence = RequestEvidence.Gather(voyage, way => new SignatureCheck(_verifier, secretOf, way.Sent.Head));
        }
        catch (FormatException)
        {
            return HeadUnreadable.Diagnose(voyage);
        }

        var client = UserAgent.Read(Legible.Text(evidence.Way.Sent.Head.Value("user-agent") ?? string.Empty));

        // 5 Name the causes: of what the way changed, and of what it did not.
        var changes = evidence.Culprits.Select(culprit => RuleTable.Changes.First(rule => rule.Claims(culprit, evidence)).Explain(culprit, evidence, client));
        var refusals = RuleTable.Refusals.SelectMany(rule => rule.Find(evidence, client));
        List<Finding> findings = [.. changes, .. refusals];
        if (evidence.IsRefused && !findings.Any(finding => finding.Severity == Severity.Error))
        {
            findings.AddRange(RuleTable.LastResort.Find(evidence, client));
        }

        // 6 Foretell: what this run was spared.
        findings = [.. findings.Concat(HopByHopHeader.Foretell(evidence, client)).OrderByDescending(finding => finding.Severity)];

        // 7 Judge. What was done to the answer is no matter of the signature.
        var verdict = Judgement.Of(evidence, findings);
        findings = [.. findings.Concat(AnswerChanges.Find(evidence, client)).OrderByDescending(finding => finding.Severity)];
        return new Diagnosis
        {
            VoyageId = voyage.Id,
            Request = Legible.Text(evidence.Way.Sent.Head.ToString()),
            Client = client,
            SignedHeaders = evidence.Authorization?.SignedHeaders ?? [],
            Verdict = verdict,
            Unproven = evidence.Authorization is not null && !evidence.IsKeyKnown,
            Status = evidence.Way.Status,
            ErrorCode = voyage.Arrival?.ErrorCode,
            ErrorMessage = voyage.Arrival?.ErrorMessage,
            Operation = voyage.Arrival?.Operation,
            Time = voyage.Hops.Count > 0 ? voyage.Hops[0].Time : voyage.Arrival?.Time,
            Findings = findings,
            Differences = evidence.Differences,
            Way = evidence.Way,
            Journeys = [.. Journeys(evidence, findings)],
            CanonicalRequests = CanonicalComparison.Of(evidence),
        };
    }

    private static IEnumerable<HeaderJourney> Journeys(RequestEvidence evidence, List<Finding> findings) => evidence.Differences
        .Where(difference => difference.IsSigned && difference.Kind != ChangeKind.Respelled)
        .Select(difference => difference.Part)
        .Concat(evidence.Culprits.Select(culprit => culprit.Part))
        .Concat(findings.Where(finding => evidence.Way.Sent.Head.Has(finding.Subject)).Select(finding => RequestPart.Header(finding.Subject)))
        .Distinct()
        .Select(part => HeaderJourney.Of(evidence, part));
}
