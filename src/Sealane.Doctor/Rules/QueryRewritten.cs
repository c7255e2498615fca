using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL105: the query is not what was signed; for a presigned request it carries the signature as well.</summary>
internal sealed class QueryRewritten : ChangeRule
{
    protected override FindingRow Cause => FindingTable.QueryRewritten;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => culprit.Part == RequestPart.Query;

    protected override string Why(Culprit culprit, RequestEvidence evidence)
    {
        var before = Names(culprit.Difference.Leg.Before);
        var after = Names(culprit.Difference.Leg.After);
        var gone = before.Except(after, StringComparer.Ordinal).ToList();
        var added = after.Except(before, StringComparer.Ordinal).ToList();
        var how = (gone.Count, added.Count) switch
        {
            ( > 0, 0) => $"Here {string.Join(", ", gone)} went missing.",
            (0, > 0) => $"Here {string.Join(", ", added)} came in.",
            ( > 0, > 0) => $"Here {string.Join(", ", gone)} became {string.Join(", ", added)}.",
            _ => TargetRewriting.Describe(Raw(culprit.Difference.Leg.Before), Raw(culprit.Difference.Leg.After)) is { } words ? $"Here {words}." : "Here a value was changed.",
        };
        return $"S3 signs every parameter, decoded once and encoded anew, in sorted order. {how}";
    }

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) =>
        ProxySettings.For(Cause, culprit.Difference.Leg.Name, "Let the hop pass the raw query on: neither decoded, nor added to, nor stripped. A '+' in a query must be sent as %2B, a blank as %20.");

    private static string Raw(Waypoint point) => point.Head.Query.ToString();

    private static List<string> Names(Waypoint point) =>
        [.. Raw(point).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0])];
}
