using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Groups;

/// <summary>What keys share up to the delimiter: a folder, if the delimiter is <c>/</c>.</summary>
public sealed record CommonPrefix
{
    /// <summary>The prefix, delimiter included.</summary>
    public string? Prefix { get; init; }

    internal static Shape<CommonPrefix> Shape { get; } = new ShapeBuilder<CommonPrefix>(new())
        .Element("Prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Build();
}
