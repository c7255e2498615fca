using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Tells a client that waits with its body to go on, and removes <c>Expect</c>.</summary>
/// <param name="forwards">Whether <c>Expect</c> goes on all the same, so that the client may be told twice. Default: no.</param>
public sealed class AnswerExpect(bool forwards = false) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "answer-expect";

    /// <inheritdoc/>
    public override string Reason => "An edge that takes the body in itself has no use for the endpoint's word on it.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide (Expect is removed); aws-sdk-ruby#1757, aws-sdk-java-v2#835; RFC 9110 10.1.1";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => plan with { AnswersExpect = true };

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => forwards ? head : head.Without("expect");
}
