using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>One small change that an intermediary makes to a request or its answer: values in, values out, no state.</summary>
public abstract class Mutation
{
    /// <summary>Its name, as in <c>strip-hop-by-hop</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Why an intermediary does this, in a sentence.</summary>
    public abstract string Reason { get; }

    /// <summary>Where that is written or was seen.</summary>
    public abstract string Source { get; }

    /// <summary>What it changes in the plan for the request.</summary>
    /// <param name="plan">What those before it plan.</param>
    /// <param name="head">The head as it came in.</param>
    public virtual BodyPlan Plan(BodyPlan plan, MessageHead head) => plan;

    /// <summary>What it changes in the head that goes on.</summary>
    public virtual MessageHead Apply(MessageHead head, Passage passage) => head;

    /// <summary>Whether it wants to know an answer's length before the head goes back.</summary>
    public virtual bool HoldsAnswer => false;

    /// <summary>What it changes in the answer that goes back.</summary>
    public virtual Answer ApplyToAnswer(Answer answer, WayBack way) => answer;

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
