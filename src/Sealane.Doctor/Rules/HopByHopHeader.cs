using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Headers;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL101: a signed header that every hop may remove or replace, whether one did so in this run or not.</summary>
internal sealed class HopByHopHeader : ChangeRule
{
    protected override FindingRow Cause => FindingTable.HopByHopHeader;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => culprit.Difference.IsHopByHop;

    /// <summary>The signed hop-by-hop headers that this run left alone: the request is verified again as a hop would change it.</summary>
    public static IEnumerable<Finding> Foretell(RequestEvidence evidence, ClientIdentity? client)
    {
        var sent = evidence.Way.Sent.Head;
        foreach (var header in evidence.SignedHeaders.Order(StringComparer.Ordinal).Where(name => evidence.IsHopByHop(name) && sent.Has(name)))
        {
            if (evidence.Culprits.Any(culprit => culprit.Part.Name == header))
            {
                continue;
            }

            var form = HopByHopForms.Find(header);
            var head = evidence.AsArrived.Matches ? evidence.Way.Last.Head : sent;
            var replayed = evidence.Replay(head).Matches && !evidence.Replay(form.Apply(head)).Matches;
            var known = KnownRemedies.Find(client, header);
            yield return new Finding
            {
                Cause = FindingTable.HopByHopHeader,
                Severity = Severity.Warning,
                Subject = header,
                Broke = false,
                Proven = replayed && evidence.IsKeyKnown,
                Condition = new Condition(form.When, form.Framing, replayed),
                Explanation = $"{Telling.Journey(HeaderJourney.Of(evidence, RequestPart.Header(header)))} This run left it alone, and it is signed. {Reason(header, evidence)}"
                    + (replayed ? $" Verified again in the form in which {form.Hop}, this very request fails." : string.Empty),
                Remedy = known?.Text ?? Advice(header),
                Source = string.Join("; ", new[] { Source(header), known?.Source }.OfType<string>()),
                Client = client,
            };
        }
    }

    protected override string Why(Culprit culprit, RequestEvidence evidence)
    {
        var form = HopByHopForms.Find(culprit.Part.Name);
        var seen = culprit.Difference.Leg.Hold is { } hold ? $" The hop held: {hold}." : string.Empty;
        var other = form.Framing is not null && culprit.Others.Count == 0 && culprit.IsProven
            ? " The same request survives when the hop sends the body on as it comes." : string.Empty;
        return $"It is signed, and the endpoint computes the signature over what it sees instead. {Reason(culprit.Part.Name, evidence)}{seen}{other}";
    }

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) => Advice(culprit.Part.Name);

    protected override Condition ConditionOf(Culprit culprit, RequestEvidence evidence)
    {
        var form = HopByHopForms.Find(culprit.Part.Name);
        return new Condition(form.When, form.Framing, IsReplayed: true);
    }

    protected override string SourceOf(Culprit culprit) => Source(culprit.Part.Name);

    private static string Reason(string header, RequestEvidence evidence) => HeaderTable.IsHopByHop(header)
        ? $"{HeaderTable.Find(header)!.Why}"
        : evidence.NominatedHeaders.Contains(header) ? $"The request's own Connection header names {header}, which asks the first hop to drop it." : string.Empty;

    private static string Source(string header) =>
        HeaderTable.Find(header) is { Fate: HeaderFate.HopByHop } row ? row.Source : FindingTable.HopByHopHeader.Source;

    private static string Advice(string header) =>
        $"Take {header} out of what the client signs: S3 needs host and the x-amz- headers, and any hop may change {header}. If the client is not yours, upgrade it, or send it so that it does not set {header}.";
}
