using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL129: a hop compressed the body, and the endpoint took it, since nothing that is signed speaks of the bytes.</summary>
internal sealed class BodyRecoded : RefusalRule
{
    protected override FindingRow Cause => FindingTable.BodyRecoded;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        var change = evidence.Differences.FirstOrDefault(difference => difference.Part.Name == "content-encoding" && difference.Kind is ChangeKind.Added or ChangeKind.Changed);
        if (change is null || evidence.IsRefused)
        {
            yield break;
        }

        yield return Named(evidence, client, "body", proven: true,
            $"{change.Leg} sent the body on in another coding: {Telling.Journey(HeaderJourney.Of(evidence, change.Part))} The endpoint stored what arrived, and a reader gets other bytes than were sent.",
            $"Let {change.Leg} pass the body on byte for byte; and let the client send a checksum (x-amz-content-sha256 or x-amz-checksum-*), so that the endpoint refuses a body that was changed.",
            change.Leg);
    }
}
