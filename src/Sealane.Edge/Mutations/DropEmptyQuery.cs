namespace Sealane.Edge.Mutations;

/// <summary>Takes off a question mark behind which nothing stands.</summary>
public sealed class DropEmptyQuery : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "drop-empty-query";

    /// <inheritdoc/>
    public override string Reason => "An empty query and none are one.";

    /// <inheritdoc/>
    public override string Source => "measured: Traffic Server 9.2";

    /// <inheritdoc/>
    protected override string? ChangeQuery(string query) => query.Length == 0 ? null : query;
}
