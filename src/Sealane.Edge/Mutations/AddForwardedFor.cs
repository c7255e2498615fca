using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Adds the client's address to <c>X-Forwarded-For</c>.</summary>
/// <param name="replaces">Whether what the client said of itself goes. Default: no.</param>
public sealed class AddForwardedFor(bool replaces = false) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "add-forwarded-for";

    /// <inheritdoc/>
    public override string Reason => "The endpoint sees only the edge's address.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide; RFC 7239 1; measured: Apache 2.4, Caddy 2.6, Varnish 7.1, Squid 5.7";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        replaces ? head.With("X-Forwarded-For", passage.Client) : ListedField.Append(head, "X-Forwarded-For", passage.Client);
}
