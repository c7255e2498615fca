using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Profiles;

/// <summary>What one kind of intermediary does to a request: mutations in order, and what is known about it.</summary>
/// <param name="Name">Its name, as in <c>cloudfront-accelerate</c>.</param>
/// <param name="Description">What it imitates, in a sentence.</param>
/// <param name="Evidence">Where its behaviour is written or was seen.</param>
/// <param name="Mutations">What it does, in order.</param>
public sealed record EdgeProfile(string Name, string Description, string Evidence, IReadOnlyList<Mutation> Mutations)
{
    /// <summary>All profiles.</summary>
    public static IReadOnlyList<EdgeProfile> All { get; } = [Transparent.Profile, Rfc9110.Profile, CloudFrontAccelerate.Profile];

    /// <summary>The profile of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static EdgeProfile Find(string name) => All.FirstOrDefault(profile => profile.Name == name)
        ?? throw new ArgumentException(
            $"There is no edge profile '{name}'. There are: {string.Join(", ", All.Select(profile => profile.Name))}.", nameof(name));

    /// <summary>The same profile with its re-framing switched off: chunked bodies leave chunked, whatever the schedule of holds says.</summary>
    public EdgeProfile WithoutReframing() => this with
    {
        Name = Name + "-framing-kept",
        Mutations = [.. Mutations.Where(mutation => mutation is not ReframeByHold)],
    };

    /// <summary>What the profile means to do with the body that a head announces.</summary>
    public BodyPlan Plan(MessageHead head) => Mutations.Aggregate(new BodyPlan(), (plan, mutation) => mutation.Plan(plan, head));

    /// <summary>The head as it goes on.</summary>
    public MessageHead Apply(MessageHead head, Passage passage) => Mutations.Aggregate(head, (now, mutation) => mutation.Apply(now, passage));

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
