using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL112: a signed header is gone whose name holds an underscore or a dot; nginx and its kin drop those in silence.</summary>
internal sealed class HeaderNameDropped : ChangeRule
{
    protected override FindingRow Cause => FindingTable.HeaderNameDropped;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) =>
        culprit.Part.IsHeader && culprit.Difference.Kind == ChangeKind.Removed && culprit.Part.Name.AsSpan().ContainsAny('_', '.');

    protected override string Why(Culprit culprit, RequestEvidence evidence) =>
        "Its name holds an underscore or a dot, and some servers drop such headers without a word. It is signed, and an absent header is taken as an empty one.";

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) => ProxySettings.For(
        Cause,
        culprit.Difference.Leg.Name,
        $"Name it with hyphens: {culprit.Part.Name.Replace('_', '-').Replace('.', '-')}. Or let the hop pass such names on.");
}
