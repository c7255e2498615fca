using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>The parts that make an object.</summary>
public sealed record CompletedMultipartUpload
{
    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<CompletedPart> Parts { get; init; } = [];

    internal static Shape<CompletedMultipartUpload> Shape { get; } = new ShapeBuilder<CompletedMultipartUpload>(new())
        .FlatList("Part", r => r.Parts, (r, v) => r with { Parts = v }, CompletedPart.Shape)
        .Build();
}
