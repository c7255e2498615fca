using Sealane.Signing.Requests;

namespace Sealane.Doctor.Evidence;

/// <summary>The proof by undoing: which differences have to be put back, no more and no less, for the signature to verify again.</summary>
internal static class Undoing
{
    /// <summary>The parts that broke the signature; none when it verifies as it arrived, or not even with everything put back.</summary>
    /// <remarks>
    /// A signature wants every part right at once. So everything is put back first, and each part is then left out in turn: what can be left
    /// out broke nothing, what cannot is a culprit. One culprit alone, a pair and a crowd are all found by as many checks as there are parts.
    /// </remarks>
    public static IReadOnlyList<RequestPart> Culprits(
        RequestHead signed,
        RequestHead arrived,
        IReadOnlyList<RequestPart> parts,
        Func<RequestHead, bool> accepts)
    {
        var needed = parts.ToList();
        if (accepts(arrived) || !accepts(PutBack(arrived, signed, needed)))
        {
            return [];
        }

        foreach (var part in parts)
        {
            if (accepts(PutBack(arrived, signed, needed.Where(other => other != part))))
            {
                needed.Remove(part);
            }
        }

        return needed;
    }

    private static RequestHead PutBack(RequestHead arrived, RequestHead signed, IEnumerable<RequestPart> parts) =>
        parts.Aggregate(arrived, (head, part) => part.PutBack(head, signed));
}
