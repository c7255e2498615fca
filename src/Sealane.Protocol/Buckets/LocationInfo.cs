using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>The zone of a directory bucket.</summary>
public sealed record LocationInfo
{
    /// <summary><c>AvailabilityZone</c> or <c>LocalZone</c>.</summary>
    public string? Type { get; init; }
    /// <summary>The zone's name.</summary>
    public string? Name { get; init; }

    internal static Shape<LocationInfo> Shape { get; } = new ShapeBuilder<LocationInfo>(new())
        .Element("Type", r => r.Type, (r, v) => r with { Type = v })
        .Element("Name", r => r.Name, (r, v) => r with { Name = v })
        .Build();
}
