using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Writes one blank between name and value, none behind it, and one for several within it.</summary>
/// <param name="scope">Which messages.</param>
public sealed class CollapseBlanks(Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "collapse-blanks";

    /// <inheritdoc/>
    public override string Reason => "Blanks around a value are no part of it, and a head that is written anew has its own.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 5.5; RFC 9112 5.1, 5.2 (folded lines); every proxy that takes heads apart";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.WithLines(head.Lines.Select(line =>
        HeadLine.Of(line.Name, string.Join(' ', line.Value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))));
}
