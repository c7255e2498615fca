using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Configuration;

/// <summary>A state of Transfer Acceleration.</summary>
public sealed record AccelerateConfiguration
{
    /// <summary><c>Enabled</c> or <c>Suspended</c>.</summary>
    public string? Status { get; init; }

    internal static Shape<AccelerateConfiguration> Shape { get; } = new ShapeBuilder<AccelerateConfiguration>(new())
        .Element("Status", r => r.Status, (r, v) => r with { Status = v })
        .Build();
}
