using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>Who began an upload.</summary>
public sealed record Initiator
{
    /// <summary>The account's canonical id.</summary>
    public string? ID { get; init; }
    /// <summary>The account's name, where S3 still tells it.</summary>
    public string? DisplayName { get; init; }

    internal static Shape<Initiator> Shape { get; } = new ShapeBuilder<Initiator>(new())
        .Element("ID", r => r.ID, (r, v) => r with { ID = v })
        .Element("DisplayName", r => r.DisplayName, (r, v) => r with { DisplayName = v })
        .Build();
}
