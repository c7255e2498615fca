using Sealane.Edge.Framing;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>An answer on its way back: its head, and what becomes of its body. The body's framing follows the head.</summary>
/// <param name="Head">The final head; interim ones pass as they are.</param>
public sealed record Answer(MessageHead Head)
{
    /// <value>What becomes of the body besides its framing. Default: nothing.</value>
    public BodyChange Body { get; init; } = BodyChange.None;
}
