using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Adds the edge to <c>Via</c>.</summary>
/// <param name="receivedBy">The name it goes by.</param>
public sealed class AddVia(string receivedBy) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "add-via";

    /// <inheritdoc/>
    public override string Reason => "A proxy must put itself on the list, so that loops are found.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 7.6.3; CloudFront developer guide; measured: Squid 5.7, Traffic Server 9.2, H2O 2.2";

    // Via = received-protocol RWS received-by [ RWS comment ], one for each hop      (RFC 9110 7.6.3)
    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        ListedField.Append(head, "Via", $"{(head.StartLine.EndsWith("HTTP/1.0", StringComparison.Ordinal) ? "1.0" : "1.1")} {receivedBy}");
}
