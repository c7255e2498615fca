using Sealane.Doctor.Findings;
using Sealane.Signing.Headers;

namespace Sealane.Doctor.Reports;

/// <summary>What is to be said of a header of one request wherever it stands: whether it is signed, and whether any hop may touch it.</summary>
internal sealed class HeaderMarks(Diagnosis diagnosis)
{
    private readonly HashSet<string> _signed = new(diagnosis.SignedHeaders, StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _nominated =
        new(diagnosis.Way is { } way ? ConnectionOptions.Nominated(way.Sent.Head) : [], StringComparer.OrdinalIgnoreCase);

    public bool IsSigned(string name) => _signed.Contains(name);

    public bool IsHopByHop(string name) => HeaderTable.IsHopByHop(name) || _nominated.Contains(name);
}
