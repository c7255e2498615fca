using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Removes headers without a value.</summary>
/// <param name="scope">Which messages.</param>
public sealed class DropEmptyHeaders(Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "drop-empty-headers";

    /// <inheritdoc/>
    public override string Reason => "An empty header says nothing, some hold.";

    /// <inheritdoc/>
    public override string Source => "measured: lighttpd 1.4";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.WithLines(head.Lines.Where(line => line.Value.Length > 0));
}
