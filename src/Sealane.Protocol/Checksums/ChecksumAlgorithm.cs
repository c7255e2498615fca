namespace Sealane.Protocol.Checksums;

/// <summary>The ten algorithms of S3's additional checksums (S3 API, data type Checksum; the last five since April 2026).</summary>
public enum ChecksumAlgorithm
{
    /// <summary>CRC-32 of ISO 3309, zlib and PNG.</summary>
    Crc32,

    /// <summary>CRC-32C (Castagnoli), as iSCSI has it.</summary>
    Crc32C,

    /// <summary>CRC-64 of NVM Express, S3's own default.</summary>
    Crc64Nvme,

    /// <summary>SHA-1.</summary>
    Sha1,

    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>SHA-512.</summary>
    Sha512,

    /// <summary>MD5, as a checksum of its own and not as Content-MD5.</summary>
    Md5,

    /// <summary>XXH64, seed 0.</summary>
    XxHash64,

    /// <summary>XXH3 with 64 bits, seed 0.</summary>
    XxHash3,

    /// <summary>XXH3 with 128 bits, seed 0.</summary>
    XxHash128,
}

/// <summary>What the checksum of an object that came in parts is computed over (S3 API, ChecksumType).</summary>
public enum ChecksumType
{
    /// <summary>Over the parts' digests, one after the other: <c>COMPOSITE</c>.</summary>
    Composite,

    /// <summary>Over the object's bytes: <c>FULL_OBJECT</c>.</summary>
    FullObject,
}
