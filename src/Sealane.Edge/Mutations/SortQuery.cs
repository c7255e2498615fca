namespace Sealane.Edge.Mutations;

/// <summary>Sorts the parameters of a query by name.</summary>
public sealed class SortQuery : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "sort-query";

    /// <inheritdoc/>
    public override string Reason => "The same parameters in another order are one in a cache's key.";

    /// <inheritdoc/>
    public override string Source => "HAProxy normalize-uri query-sort-by-name, Varnish std.querysort; measured: HAProxy 2.6";

    /// <inheritdoc/>
    protected override string? ChangeQuery(string query) => string.Join('&', query.Split('&').OrderBy(pair => pair.Split('=')[0], StringComparer.Ordinal));
}
