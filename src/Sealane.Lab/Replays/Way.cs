using Sealane.Edge.Profiles;
using Sealane.Lab.Names;

namespace Sealane.Lab.Replays;

/// <summary>A way to the endpoint: edges in a row.</summary>
/// <param name="Name">The names of its profiles, joined by <c>+</c>.</param>
/// <param name="Edges">The edges, the client's side first.</param>
public sealed record Way(string Name, IReadOnlyList<EdgeProfile> Edges)
{
    /// <summary>A way for each profile there is.</summary>
    public static IReadOnlyList<Way> All => [.. EdgeProfile.All.Select(profile => Of(profile))];

    /// <summary>Its name for a person's eyes.</summary>
    public string Title => string.Join(", then ", Edges.Select(edge => edge.Title));

    /// <summary>What it imitates, in a sentence.</summary>
    public string Description => string.Join(" Then: ", Edges.Select(edge => edge.Description));

    /// <summary>The way through some edges.</summary>
    public static Way Of(params IReadOnlyList<EdgeProfile> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        return new Way(string.Join('+', edges.Select(edge => edge.Name)), edges);
    }

    /// <summary>Whether requests for a host can come this way: Transfer Acceleration's edges stand before its own hosts alone.</summary>
    public bool Meets(string host) =>
        Edges.All(edge => edge.Name != "cloudfront-accelerate") || LabHosts.RoleOf(host.Split(':')[0]) == HostRole.Accelerate;

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
