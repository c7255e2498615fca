using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>What an edge knows about an answer besides its head when the head goes back.</summary>
public sealed record WayBack
{
    /// <value>What it knew of the request, and its clock now.</value>
    public required Passage Passage { get; init; }

    /// <value>The request's head as the client sent it.</value>
    public required MessageHead Request { get; init; }

    /// <value>The request's head as it went on.</value>
    public required MessageHead Sent { get; init; }

    /// <value>
    /// The length of the answer's content; null when it is chunked or ends with the connection, and was not waited for (see <see cref="Mutation.HoldsAnswer"/>).
    /// </value>
    public long? CompleteLength { get; init; }
}
