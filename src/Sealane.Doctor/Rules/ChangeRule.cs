using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>A rule about something that the way did: it claims a culprit and explains it.</summary>
internal abstract class ChangeRule
{
    /// <summary>The row of the finding.</summary>
    protected abstract FindingRow Cause { get; }

    /// <summary>Whether this rule explains the culprit. The first rule of <see cref="RuleTable.Changes"/> that claims one has it.</summary>
    public abstract bool Claims(Culprit culprit, RequestEvidence evidence);

    /// <summary>The finding.</summary>
    public Finding Explain(Culprit culprit, RequestEvidence evidence, ClientIdentity? client)
    {
        var known = culprit.Part.IsHeader ? KnownRemedies.Find(client, culprit.Part.Name) : null;
        return new Finding
        {
            Cause = Cause,
            Severity = evidence.IsRefused || !evidence.Way.Arrived ? Severity.Error : Severity.Warning,
            Subject = culprit.Part.Name,
            Hop = HopPlace.Of(culprit.Difference.Leg),
            Broke = evidence.IsRefused,
            Proven = culprit.IsProven,
            Condition = ConditionOf(culprit, evidence),
            Explanation = $"{Telling.Journey(HeaderJourney.Of(evidence, culprit.Part))} {Why(culprit, evidence)} {Telling.Proof(culprit)}",
            Remedy = known?.Text ?? Remedy(culprit, evidence),
            Source = known is null ? SourceOf(culprit) : $"{SourceOf(culprit)}; {known.Source}",
            Client = client,
        };
    }

    /// <summary>Why that breaks a signature.</summary>
    protected abstract string Why(Culprit culprit, RequestEvidence evidence);

    /// <summary>What to do when nothing is known about the client's own remedies.</summary>
    protected abstract string Remedy(Culprit culprit, RequestEvidence evidence);

    /// <summary>When it breaks; null when it always does.</summary>
    protected virtual Condition? ConditionOf(Culprit culprit, RequestEvidence evidence) => null;

    /// <summary>Where it is written.</summary>
    protected virtual string SourceOf(Culprit culprit) => Cause.Source;
}
