using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object that was not deleted, and why.</summary>
public sealed record DeleteError
{
    /// <summary>The object's key.</summary>
    public string? Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
    /// <summary>S3's error code.</summary>
    public string? Code { get; init; }
    /// <summary>S3's message.</summary>
    public string? Message { get; init; }

    internal static Shape<DeleteError> Shape { get; } = new ShapeBuilder<DeleteError>(new())
        .Element("Key", r => r.Key, (r, v) => r with { Key = v })
        .Element("VersionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Element("Code", r => r.Code, (r, v) => r with { Code = v })
        .Element("Message", r => r.Message, (r, v) => r with { Message = v })
        .Build();
}
