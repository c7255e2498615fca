using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Removes <c>Authorization</c>.</summary>
/// <param name="methods">Of requests with these methods; none for all.</param>
public sealed class DropAuthorization(IReadOnlyList<string> methods) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "drop-authorization";

    /// <inheritdoc/>
    public override string Reason => "Credentials make an answer private, so a cache takes them off; an accelerator takes them for its own.";

    /// <inheritdoc/>
    public override string Source => "measured: Squid 5.7 without login=PASSTHRU; CloudFront developer guide (GET and HEAD)";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => methods.Count == 0 || methods.Contains(head.Method) ? head.Without("authorization") : head;
}
