using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Groups;

/// <summary>A tag of a bucket or an object.</summary>
public sealed record Tag
{
    /// <summary>The tag's name.</summary>
    public required string Key { get; init; }
    /// <summary>The tag's value.</summary>
    public required string Value { get; init; }

    internal static Shape<Tag> Shape { get; } = new ShapeBuilder<Tag>(new() { Key = "", Value = "" })
        .Element("Key", r => r.Key, (r, v) => r with { Key = v }, required: true)
        .Element("Value", r => r.Value, (r, v) => r with { Value = v }, required: true)
        .Build();
}
