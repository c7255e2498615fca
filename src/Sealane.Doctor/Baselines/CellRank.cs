namespace Sealane.Doctor.Baselines;

/// <summary>How bad a cell's word is.</summary>
internal static class CellRank
{
    private static readonly string[] Words = ["-", "survives", "sometimes", "breaks", "refused", "no client", "unproven"];

    /// <summary>The rank: the higher, the worse. What breaks, is refused, or breaks for every client is equally bad.</summary>
    public static int Of(string word) => Math.Min(Array.IndexOf(Words, word), 3) + (word == "unproven" ? 1 : 0);
}
