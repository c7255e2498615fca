using Sealane.Signing.Requests;

namespace Sealane.Doctor.Evidence;

/// <summary>A part that is not the same at two points, and how it differs.</summary>
/// <param name="Part">The part.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Before">Its values before; a value a header line.</param>
/// <param name="After">Its values after.</param>
public sealed record PartChange(RequestPart Part, ChangeKind Kind, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>Part and kind; values may be secrets and are not printed.</summary>
    public override string ToString() => $"{Part} {Kind}";
}

/// <summary>Compares a request at two points of its way.</summary>
public static class HeadComparison
{
    /// <summary>Every part that differs: request line first, then headers by name, then order and framing.</summary>
    public static IEnumerable<PartChange> Compare(Waypoint before, Waypoint after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var parts = new[] { RequestPart.Method, RequestPart.Path, RequestPart.Query }.Concat(Headers(before.Head, after.Head));
        foreach (var part in parts)
        {
            if (Compare(part, before.Head, after.Head) is { } change)
            {
                yield return change;
            }
        }

        if (!Common(before.Head, after.Head).SequenceEqual(Common(after.Head, before.Head), StringComparer.Ordinal))
        {
            yield return new PartChange(RequestPart.Order, ChangeKind.Reordered, [], []);
        }

        if (before.Framing != after.Framing)
        {
            yield return new PartChange(RequestPart.Framing, ChangeKind.Changed, [before.Framing.ToString()], [after.Framing.ToString()]);
        }
    }

    /// <summary>All headers of either head.</summary>
    public static IEnumerable<RequestPart> Headers(RequestHead one, RequestHead other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Fields.Concat(other.Fields)
            .Select(field => field.Name.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(RequestPart.Header);
    }

    private static PartChange? Compare(RequestPart part, RequestHead before, RequestHead after)
    {
        var (old, now) = (part.Read(before), part.Read(after));
        if (part.IsSame(before, after))
        {
            return old.SequenceEqual(now, StringComparer.Ordinal) && Names(part, before).SequenceEqual(Names(part, after), StringComparer.Ordinal)
                ? null
                : new PartChange(part, ChangeKind.Respelled, old, now);
        }

        var kind = !part.IsHeader ? ChangeKind.Changed
            : old.Count == 0 ? ChangeKind.Added
            : now.Count == 0 ? ChangeKind.Removed
            : now.Count < old.Count && Items(old).SequenceEqual(Items(now), StringComparer.Ordinal) ? ChangeKind.Merged
            : ChangeKind.Changed;
        return new PartChange(part, kind, old, now);
    }

    private static IEnumerable<string> Names(RequestPart part, RequestHead head) =>
        head.Fields.Where(field => part.IsHeader && field.Is(part.Name)).Select(field => field.Name);

    private static IEnumerable<string> Items(IEnumerable<string> values) => values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries));

    // The names that both heads have, in the order of the first.
    private static IEnumerable<string> Common(RequestHead order, RequestHead other) => order.Fields
        .Select(field => field.Name.ToLowerInvariant())
        .Distinct(StringComparer.Ordinal)
        .Where(other.Has);
}
