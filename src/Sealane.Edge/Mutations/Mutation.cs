using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>One small change that an intermediary makes to a request: values in, values out, no state.</summary>
public abstract class Mutation
{
    /// <summary>Its name, as in <c>strip-hop-by-hop</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Why an intermediary does this, in a sentence.</summary>
    public abstract string Reason { get; }

    /// <summary>Where that is written or was seen.</summary>
    public abstract string Source { get; }

    /// <summary>What it changes in the plan for the body.</summary>
    public virtual BodyPlan Plan(BodyPlan plan, MessageHead head) => plan;

    /// <summary>What it changes in the head that goes on.</summary>
    public virtual MessageHead Apply(MessageHead head, Passage passage) => head;

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
