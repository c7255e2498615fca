using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL111: several lines of a signed header became one, joined by a comma and a blank.</summary>
internal sealed class HeaderLinesMerged : ChangeRule
{
    protected override FindingRow Cause => FindingTable.HeaderLinesMerged;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => culprit.Part.IsHeader && culprit.Difference.Kind == ChangeKind.Merged;

    protected override string Why(Culprit culprit, RequestEvidence evidence) =>
        "HTTP lets a hop join the lines of a header by a comma and a blank; a signature joins them by a comma alone, so the two differ by that blank.";

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) => $"Send {culprit.Part} as one line, with its values already joined by a comma and a blank, and sign that.";
}
