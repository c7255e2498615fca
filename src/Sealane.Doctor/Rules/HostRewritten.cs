using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL102: Host is not what was signed.</summary>
internal sealed class HostRewritten : ChangeRule
{
    protected override FindingRow Cause => FindingTable.HostRewritten;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => culprit.Part.Name == "host";

    protected override string Why(Culprit culprit, RequestEvidence evidence) =>
        $"S3 wants Host signed, so it must arrive as the client sent it; here {How(First(culprit.Difference.Before), First(culprit.Difference.After))}.";

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) =>
        ProxySettings.For(Cause, culprit.Difference.Leg.Name, "Let the hop pass Host on as it came, port and letter case included; or address the client at the name that arrives.");

    private static string First(IReadOnlyList<string> values) => values.Count > 0 ? values[0] : string.Empty;

    private static string How(string before, string after)
    {
        var (name, newName) = (before.Split(':')[0], after.Split(':')[0]);
        return after.Length == 0 ? "it was removed"
            : string.Equals(before, after, StringComparison.OrdinalIgnoreCase) ? "its letter case was changed"
            : !string.Equals(name, newName, StringComparison.OrdinalIgnoreCase) ? "it was replaced by another name, as a proxy's default is that sends the origin's own"
            : before.Length > after.Length ? "its port was taken off" : "a port was put on, or another one";
    }
}
