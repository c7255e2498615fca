namespace Sealane.Sync;

/// <summary>Which two places go together.</summary>
internal static class PlacePair
{
    /// <exception cref="ArgumentException">They do not; the message says why.</exception>
    public static void Check(Place source, Place target, BulkOptions options)
    {
        if (source is FolderPlace && target is FolderPlace)
        {
            throw new ArgumentException("Neither place is a bucket. Name one as s3://bucket/prefix; folders are copied to folders by the system's own programs.");
        }

        if (source is not BucketPlace from || target is not BucketPlace to || from.Bucket != to.Bucket || !from.Kit.IsSameStore(to.Kit))
        {
            return;
        }

        // A copy into itself would list what it has just written, and a sync with deletion would delete what it reads.
        var (outer, inner) = from.Prefix.Length <= to.Prefix.Length ? (from.Prefix, to.Prefix) : (to.Prefix, from.Prefix);
        if (inner.StartsWith(outer, StringComparison.Ordinal) && !options.Filter.LeavesOutAllBelow(inner.AsSpan(outer.Length)))
        {
            throw new ArgumentException(inner == outer
                ? $"'{source.NameOf("")}' would be copied onto itself. Name another bucket or prefix."
                : $"One of '{source.NameOf("")}' and '{target.NameOf("")}' lies in the other. Exclude '{inner[outer.Length..]}*', or name another bucket or prefix.");
        }
    }
}
