using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>A mutation that rewrites the path or the query of a raw target.</summary>
public abstract class TargetMutation : Mutation
{
    /// <inheritdoc/>
    public sealed override MessageHead Apply(MessageHead head, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(head);
        var target = head.Target;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (target, null) : (target[..mark], target[(mark + 1)..]);
        var (newPath, newQuery) = (ChangePath(path), query is null ? null : ChangeQuery(query));
        return newPath == path && newQuery == query ? head : head.WithTarget(newQuery is null ? newPath : $"{newPath}?{newQuery}");
    }

    /// <summary>The path as it goes on.</summary>
    protected virtual string ChangePath(string path) => path;

    /// <summary>The query as it goes on, without its question mark; null to leave the question mark out too.</summary>
    protected virtual string? ChangeQuery(string query) => query;
}
