using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>Objects to delete in one request.</summary>
public sealed record DeleteList
{
    /// <summary>The objects, at most 1,000.</summary>
    public required IReadOnlyList<ObjectIdentifier> Objects { get; init; }
    /// <summary>Whether the answer names failures only.</summary>
    public bool? Quiet { get; init; }

    internal static Shape<DeleteList> Shape { get; } = new ShapeBuilder<DeleteList>(new() { Objects = [] })
        .FlatList("Object", r => r.Objects, (r, v) => r with { Objects = v }, ObjectIdentifier.Shape, required: true)
        .Element("Quiet", r => r.Quiet, (r, v) => r with { Quiet = v })
        .Build();
}
