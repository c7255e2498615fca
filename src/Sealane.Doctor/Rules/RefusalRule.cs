using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>A rule about what the client, the key, the clock or the body did, whatever the way was like.</summary>
internal abstract class RefusalRule
{
    /// <summary>The row of the finding.</summary>
    protected abstract FindingRow Cause { get; }

    /// <summary>The findings of this cause; none when it is not the case.</summary>
    public abstract IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client);

    protected Finding Named(RequestEvidence evidence, ClientIdentity? client, string subject, bool proven, string explanation, string remedy, Leg? leg = null) => new()
    {
        Cause = Cause,
        Severity = evidence.IsRefused || !evidence.Way.Arrived ? Severity.Error : Severity.Warning,
        Subject = subject,
        Hop = leg is null ? null : HopPlace.Of(leg),
        Broke = evidence.IsRefused,
        Proven = proven,
        Explanation = explanation,
        Remedy = remedy,
        Source = Cause.Source,
        Client = client,
    };
}
