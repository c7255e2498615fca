using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>An unfinished upload.</summary>
public sealed record MultipartUpload
{
    /// <summary>The object's key.</summary>
    public string? Key { get; init; }
    /// <summary>The multipart upload.</summary>
    public string? UploadId { get; init; }
    /// <summary>Who began the upload.</summary>
    public Initiator? Initiator { get; init; }
    /// <summary>The owner.</summary>
    public Owner? Owner { get; init; }
    /// <summary>The storage class, such as <c>STANDARD</c>; absent in a result means <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }
    /// <summary>When the upload began.</summary>
    public DateTimeOffset? Initiated { get; init; }
    /// <summary>The checksum algorithm, such as <c>CRC64NVME</c>.</summary>
    public string? ChecksumAlgorithm { get; init; }
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }

    internal static Shape<MultipartUpload> Shape { get; } = new ShapeBuilder<MultipartUpload>(new())
        .Element("Key", r => r.Key, (r, v) => r with { Key = v })
        .Element("UploadId", r => r.UploadId, (r, v) => r with { UploadId = v })
        .Element("Initiator", r => r.Initiator, (r, v) => r with { Initiator = v }, Initiator.Shape)
        .Element("Owner", r => r.Owner, (r, v) => r with { Owner = v }, Owner.Shape)
        .Element("StorageClass", r => r.StorageClass, (r, v) => r with { StorageClass = v })
        .Element("Initiated", r => r.Initiated, (r, v) => r with { Initiated = v })
        .Element("ChecksumAlgorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .Element("ChecksumType", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
        .Build();
}
