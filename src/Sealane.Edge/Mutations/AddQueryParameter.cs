using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Adds a parameter to a query, or the query itself.</summary>
/// <param name="parameter">The parameter, as <c>name=value</c>.</param>
public sealed class AddQueryParameter(string parameter) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "add-query-parameter";

    /// <inheritdoc/>
    public override string Reason => "Keys of API gateways, marks of a test, a number against caching.";

    /// <inheritdoc/>
    public override string Source => "aws4fetch and rclone (x-id), API gateways";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.WithTarget($"{head.Target}{(!head.Target.Contains('?') ? "?" : head.Target.EndsWith('?') ? string.Empty : "&")}{parameter}");
}
