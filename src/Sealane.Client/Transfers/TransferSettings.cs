using Sealane.Flow;
using Sealane.Protocol.Checksums;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>The options that decide how large objects are moved.</summary>
internal sealed record TransferSettings
{
    public long MultipartThreshold { get; init; } = 8 * 1024 * 1024;

    /// <summary>The length of a part in bytes; null: chosen from the object's.</summary>
    public long? PartSize { get; init; }

    public string? TempFolder { get; init; }

    public Pace Pace { get; init; } = Pace.Fixed(1);

    public Workers Workers { get; init; } = new(Pace.Fixed(1), blocks: false);

    public MemoryBudget Memory { get; init; } = new(64 * 1024 * 1024);

    /// <summary>Where journals are kept, or null for nowhere.</summary>
    public string? JournalFolder { get; init; }

    /// <summary>The endpoint in words, to tell one store's objects from another's.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Who is told what a transfer did besides what was asked.</summary>
    public Action<string>? Notice { get; init; }

    public RequestChecksumCalculation RequestChecksumCalculation { get; init; }

    public ChecksumAlgorithm ChecksumAlgorithm { get; init; } = ChecksumAlgorithm.Crc64Nvme;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public Random Random { get; init; } = new();

    public void Say(string notice) => Notice?.Invoke(notice);
}
