using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Exhibits;
using Sealane.Doctor.Explanations;
using Sealane.Doctor.Findings;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Doctor;

/// <summary>Explains what people have in their hands: error documents, debug logs, recorded heads, presigned URLs, alone or together. Touches no network. Thread-safe.</summary>
/// <param name="keys">Where derived keys are kept; share one a process.</param>
/// <param name="clock">Tells whether a presigned URL's time is over.</param>
public sealed class OfflineDoctor(SigningKeyCache keys, TimeProvider clock)
{
    /// <summary>What stands for the key id where no exhibit shows it.</summary>
    public const string UnknownKey = Reconstruction.KeyNotShown;

    private readonly SignatureDoctor _doctor = new(keys);
    private readonly Verifier _verifier = new(keys);

    /// <summary>Explains them.</summary>
    /// <param name="exhibits">What there is.</param>
    /// <param name="secretOf">The secret of an access key id; null when it is not known, and then heads are compared and nothing is proven.</param>
    // texts -> sightings -> cases -> voyages -> diagnoses -> what is left open
    public Explanation Explain(IReadOnlyList<Exhibit> exhibits, Func<string, string?> secretOf)
    {
        ArgumentNullException.ThrowIfNull(exhibits);
        ArgumentNullException.ThrowIfNull(secretOf);

        // 1 What is recognised in each.
        var read = exhibits.Select(exhibit => (Exhibit: exhibit, Found: exhibit.IsText ? ReaderTable.Read(exhibit.Text) : [])).ToList();

        // 2 What belongs to one request.
        var cases = CaseBook.Of(read.Select(one => (one.Exhibit.Name, (IReadOnlyList<Sighting>)[.. one.Found.Select(found => found.Sighting)])));

        // 3 What each comes to.
        return new Explanation
        {
            Exhibits = [.. read.Select(one => Summary(one.Exhibit, one.Found))],
            Requests = [.. cases.Select(one => Examine(one, secretOf)).OrderByDescending(request => request.IsRefused)],
            Secrets = SecretsSeen.In(exhibits.Select(exhibit => exhibit.Text), cases.Select(one => one.Signature).OfType<string>()),
        };
    }

    private static ExhibitSummary Summary(Exhibit exhibit, IReadOnlyList<(ExhibitReader Reader, Sighting Sighting)> found) => new(
        exhibit.Name,
        [.. found.GroupBy(one => one.Sighting.Noun, (noun, group) => new CountedNoun(noun, group.Count()))],
        [.. found.Select(one => one.Reader.Kind).Distinct()],
        found.Count > 0 ? null
            : !exhibit.IsText ? "it is binary, not text"
            : exhibit.Text.AsSpan().Trim().IsEmpty ? "it is empty"
            : "nothing in it is an error document, a debug log, a recorded head or a presigned URL that is known here");

    private ExplainedRequest Examine(Case one, Func<string, string?> secretOf)
    {
        // The signature and the key are of one side; without them there is nothing to prove.
        string? Secret(string id) => one.Signature is null ? null : secretOf(id);
        bool Matches(RequestHead head) => AuthorizationReader.Read(head) is AuthorizationReading.Present { Authorization: var signed }
            && Secret(signed.AccessKeyId) is { Length: > 0 } secret && _verifier.Verify(head, signed, secret).Matches;

        var keyId = (one.Reading as AuthorizationReading.Present)?.Authorization.AccessKeyId ?? Reconstruction.KeyOf(one);
        var isKeyKnown = !string.IsNullOrEmpty(Secret(keyId));
        var voyage = Reconstruction.Of(one, isKeyKnown ? Matches : null);
        var diagnosis = voyage is null ? Unseen(one) : _doctor.Examine(voyage, Secret);
        var facts = new List<string>();
        List<Finding> findings = [.. diagnosis.Findings.Where(finding => IsOfUse(finding, one))];
        if (one is { Sent: { } sent, Reading: { } reading } && (reading is AuthorizationReading.Present { Authorization.Form: AuthorizationForm.Query } or AuthorizationReading.Malformed { Form: AuthorizationForm.Query }))
        {
            var now = clock.GetUtcNow();
            facts.AddRange(reading is AuthorizationReading.Present { Authorization: var signed } ? PresignedUrl.Facts(sent, signed, now) : []);
            findings.AddRange(PresignedUrl.Find(sent, reading, now).Where(finding => !findings.Exists(known => known.Id == finding.Id && known.Subject == finding.Subject)));
        }

        findings.AddRange(SameOnBothSides.Find(one, diagnosis with { Findings = findings }, isKeyKnown).ToList());
        if (one.Refusal is { } refusal && refusal.Code != "SignatureDoesNotMatch" && !findings.Exists(finding => finding.Severity == Severity.Error))
        {
            findings.Add(RefusalAlone.Of(refusal, diagnosis.Status ?? 403, diagnosis.Client));
        }

        facts.AddRange(Proofs.Of(one, isKeyKnown ? Matches : null, voyage));
        diagnosis = diagnosis with
        {
            Findings = [.. findings.OrderByDescending(finding => finding.Severity)],
            Status = one.Answer?.Status ?? (one.Refusal is null ? null : diagnosis.Status),
            Verdict = !one.IsRefused && one.Answer is null ? Verdict.NotReached : diagnosis.Verdict,
        };
        return new ExplainedRequest
        {
            Exhibits = one.Exhibits,
            Conclusion = Untelling.Conclude(one, diagnosis, isKeyKnown),
            Facts = facts,
            Diagnosis = diagnosis,
            IsRefused = one.IsRefused,
            Untolds = [.. Untelling.Of(one, diagnosis, isKeyKnown)],
        };
    }

    // What is said of an endpoint that keeps records: here the key is simply not given, and what arrived is known as far as it is shown.
    private static bool IsOfUse(Finding finding, Case one) => !(finding is { Cause.Id: "SEAL119", Severity: Severity.Notice }
        || finding.Cause == FindingTable.OtherRefusal
        || (finding.Cause == FindingTable.BodySignature && one.Refusal is { Code: "SignatureDoesNotMatch" } refusal
            && refusal.Extra("StringToSign")?.StartsWith("AWS4-HMAC-SHA256-", StringComparison.Ordinal) != true));

    private static Diagnosis Unseen(Case one) => new()
    {
        VoyageId = one.RequestId ?? "not shown",
        Request = one.Refusal?.Resource is { } resource ? $"a request for {Legible.Spell(resource)}" : "a request that is not shown",
        Client = UserAgent.Read(one.UserAgent),
        Verdict = one.IsRefused ? Verdict.Refused : Verdict.NotReached,
        Unproven = true,
        Status = one.Answer?.Status,
        ErrorCode = one.Refusal?.Code,
        Findings = [],
    };
}
