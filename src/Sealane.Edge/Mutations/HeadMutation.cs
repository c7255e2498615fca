using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>A mutation that changes header lines, of requests, answers or both alike.</summary>
/// <param name="scope">Which messages it is about.</param>
public abstract class HeadMutation(Scope scope) : Mutation
{
    /// <inheritdoc/>
    public sealed override MessageHead Apply(MessageHead head, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(head);
        return scope.Requests && scope.Covers(head.Method, head) ? Change(head, passage) : head;
    }

    /// <inheritdoc/>
    public sealed override Answer ApplyToAnswer(Answer answer, WayBack way)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(way);
        return scope.Answers && scope.Covers(way.Request.Method, answer.Head) ? answer with { Head = Change(answer.Head, way.Passage) } : answer;
    }

    /// <summary>The head as it goes on, or back.</summary>
    protected abstract MessageHead Change(MessageHead head, Passage passage);
}
