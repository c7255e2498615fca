namespace Sealane.Sync;

/// <summary>A listing whose names are not in the order of their UTF-8 bytes, or not each there once: it cannot be merged.</summary>
public sealed class ListingOrderException : Exception
{
    /// <summary>Names the two that stand the wrong way round.</summary>
    public ListingOrderException(string first, string second)
        : base(first == second
            ? $"The listing has '{first}' twice, so it cannot be compared with another. Copy without comparing, or list again when nobody else writes there."
            : $"The listing has '{first}' before '{second}', which is not the order of their bytes, so it cannot be compared with another: directory buckets and some stores list that way. Copy without comparing.")
    {
    }
}
