using Sealane.Protocol.Checksums;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>The options that decide how large objects are moved.</summary>
internal sealed record TransferSettings
{
    public long MultipartThreshold { get; init; } = 8 * 1024 * 1024;

    public long PartSize { get; init; } = 8 * 1024 * 1024;

    public int Concurrency { get; init; } = 10;

    /// <summary>Where journals are kept, or null for nowhere.</summary>
    public string? JournalFolder { get; init; }

    public RequestChecksumCalculation RequestChecksumCalculation { get; init; }

    public ChecksumAlgorithm ChecksumAlgorithm { get; init; } = ChecksumAlgorithm.Crc64Nvme;

    public Random Random { get; init; } = new();
}
