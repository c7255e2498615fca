using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL104: the path is not what was signed.</summary>
internal sealed class PathRewritten : ChangeRule
{
    protected override FindingRow Cause => FindingTable.PathRewritten;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => culprit.Part == RequestPart.Path;

    protected override string Why(Culprit culprit, RequestEvidence evidence)
    {
        var (before, after) = (culprit.Difference.Before[0], culprit.Difference.After[0]);
        var how = TargetRewriting.Describe(before, after) is { } words ? $"Here {words}." : string.Empty;
        var slash = before.Contains("%2F", StringComparison.OrdinalIgnoreCase)
            ? " (A %2F in a path is read in two ways: as a byte of its segment, as here, or as a slash, as some servers do that decode first; keys without it are safer.)"
            : string.Empty;
        return $"S3 signs the path as it stands on the wire and normalises nothing: doubled slashes and dot segments are bytes of a key. {how}{slash}";
    }

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) =>
        ProxySettings.For(Cause, culprit.Difference.Leg.Name, "Let the hop pass the raw target on, neither decoded nor normalised; or use keys that survive it: without '//', dot segments, %2F and '+'.");
}
