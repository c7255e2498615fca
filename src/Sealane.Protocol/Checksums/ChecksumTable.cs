using System.Collections.Frozen;

namespace Sealane.Protocol.Checksums;

/// <summary>Whether an algorithm may be used in one way, and why.</summary>
public sealed record ChecksumCell(bool Allowed, string Why);

/// <summary>One algorithm: its names on the wire, its length, and where S3 takes it.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="WireName">Its name as a value, such as <c>CRC64NVME</c>.</param>
/// <param name="HeaderName">The header or trailer that carries it, such as <c>x-amz-checksum-crc64nvme</c>.</param>
/// <param name="ElementName">The XML element that carries it, such as <c>ChecksumCRC64NVME</c>.</param>
/// <param name="Length">The digest's length in bytes.</param>
/// <param name="OneRequest">For an object or a part that is sent in one request.</param>
/// <param name="Composite">For an object in parts, over the parts' digests.</param>
/// <param name="FullObject">For an object in parts, over its bytes.</param>
public sealed record ChecksumRow(
    ChecksumAlgorithm Algorithm,
    string WireName,
    string HeaderName,
    string ElementName,
    int Length,
    ChecksumCell OneRequest,
    ChecksumCell Composite,
    ChecksumCell FullObject)
{
    /// <summary>
    /// The type of an object in parts when the upload names none: composite where S3 takes it, else full object, else null.
    /// </summary>
    public ChecksumType? DefaultType => Composite.Allowed ? ChecksumType.Composite : FullObject.Allowed ? ChecksumType.FullObject : null;

    /// <summary>Whether an object in parts may have this checksum with this type, and why.</summary>
    public ChecksumCell Of(ChecksumType type) => type == ChecksumType.Composite ? Composite : FullObject;

    /// <summary>
    /// S3's text when the type is refused, such as "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm."
    /// </summary>
    public string RefusalOf(ChecksumType type) =>
        $"The {ChecksumTable.WireNameOf(type)} checksum type cannot be used with the {WireName.ToLowerInvariant()} checksum algorithm.";
}

/// <summary>The ten algorithms and where S3 takes each; a cell that nobody could verify against S3 is refused.</summary>
public static class ChecksumTable
{
    private const string NotVerified =
        "S3 has this algorithm since April 2026, but nobody could verify which types of multipart uploads take it; refused rather than guessed.";

    private static readonly ChecksumCell Whole = new(true, "One request, one digest over its bytes (S3 API, PutObject and UploadPart).");
    private static readonly ChecksumCell OverParts = new(true, "The digest of the parts' digests (S3 User Guide, checking object integrity).");
    private static readonly ChecksumCell Combined = new(true, "A CRC of the whole follows from the CRCs and lengths of its parts.");
    private static readonly ChecksumCell NotCombinable =
        new(false, "S3 refuses it: the digest of the whole does not follow from the digests of the parts.");
    private static readonly ChecksumCell FullObjectOnly = new(false, "S3 refuses it: CRC64NVME is for full objects only.");
    private static readonly ChecksumCell Unknown = new(false, NotVerified);

    /// <value>One row an algorithm, in the order of the enumeration.</value>
    public static IReadOnlyList<ChecksumRow> Rows { get; } =
    [
        Row(ChecksumAlgorithm.Crc32, "CRC32", 4, OverParts, Combined),
        Row(ChecksumAlgorithm.Crc32C, "CRC32C", 4, OverParts, Combined),
        Row(ChecksumAlgorithm.Crc64Nvme, "CRC64NVME", 8, FullObjectOnly, Combined),
        Row(ChecksumAlgorithm.Sha1, "SHA1", 20, OverParts, NotCombinable),
        Row(ChecksumAlgorithm.Sha256, "SHA256", 32, OverParts, NotCombinable),
        Row(ChecksumAlgorithm.Sha512, "SHA512", 64, Unknown, Unknown),
        Row(ChecksumAlgorithm.Md5, "MD5", 16, Unknown, Unknown),
        Row(ChecksumAlgorithm.XxHash64, "XXHASH64", 8, Unknown, Unknown),
        Row(ChecksumAlgorithm.XxHash3, "XXHASH3", 8, Unknown, Unknown),
        Row(ChecksumAlgorithm.XxHash128, "XXHASH128", 16, Unknown, Unknown),
    ];

    private static readonly FrozenDictionary<string, ChecksumRow> ByWireName =
        Rows.ToFrozenDictionary(row => row.WireName, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ChecksumRow> ByHeaderName =
        Rows.ToFrozenDictionary(row => row.HeaderName, StringComparer.OrdinalIgnoreCase);

    /// <summary>The row of an algorithm.</summary>
    public static ChecksumRow Of(ChecksumAlgorithm algorithm) => Rows[(int)algorithm];

    /// <summary>The row of an algorithm by its name as a value, in any case; null when there is none.</summary>
    public static ChecksumRow? FindByWireName(string name) => ByWireName.GetValueOrDefault(name);

    /// <summary>The row of an algorithm by its header's name, in any case; null when there is none.</summary>
    public static ChecksumRow? FindByHeader(string name) => ByHeaderName.GetValueOrDefault(name);

    /// <summary>A type as the wire writes it: <c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public static string WireNameOf(ChecksumType type) => type == ChecksumType.Composite ? "COMPOSITE" : "FULL_OBJECT";

    /// <summary>Reads a type as the wire writes it; null when it is neither.</summary>
    public static ChecksumType? FindType(string name) => name switch
    {
        "COMPOSITE" => ChecksumType.Composite,
        "FULL_OBJECT" => ChecksumType.FullObject,
        _ => null,
    };

    private static ChecksumRow Row(ChecksumAlgorithm algorithm, string name, int length, ChecksumCell composite, ChecksumCell fullObject) =>
        new(algorithm, name, "x-amz-checksum-" + name.ToLowerInvariant(), "Checksum" + name, length, Whole, composite, fullObject);
}
