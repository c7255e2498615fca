using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Groups;

/// <summary>An account, as the owner of something.</summary>
public sealed record Owner
{
    /// <summary>The account's canonical id.</summary>
    public string? ID { get; init; }
    /// <summary>The account's name, where S3 still tells it.</summary>
    public string? DisplayName { get; init; }

    internal static Shape<Owner> Shape { get; } = new ShapeBuilder<Owner>(new())
        .Element("ID", r => r.ID, (r, v) => r with { ID = v })
        .Element("DisplayName", r => r.DisplayName, (r, v) => r with { DisplayName = v })
        .Build();
}
