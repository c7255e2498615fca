using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Checksums between the store's words and the protocol's types.</summary>
internal static class StoredChecksums
{
    /// <summary>What S3 computes when the client gave no checksum.</summary>
    public const ChecksumAlgorithm Default = ChecksumAlgorithm.Crc64Nvme;

    /// <summary>A checksum over all bytes, as the store keeps it.</summary>
    public static StoredChecksum ToStored(this Checksum checksum) => new(
        ChecksumTable.Of(checksum.Algorithm).WireName, ChecksumTable.WireNameOf(ChecksumType.FullObject), checksum.ToBase64());

    /// <summary>The values of a result.</summary>
    public static ChecksumValues ToValues(this StoredChecksum? stored) => stored is null
        ? ChecksumValues.None
        : ChecksumValues.None.With(stored.ToAlgorithm(), stored.Value);

    /// <summary>The algorithm of a stored checksum.</summary>
    public static ChecksumAlgorithm ToAlgorithm(this StoredChecksum stored) => ChecksumTable.FindByWireName(stored.Algorithm)!.Algorithm;
}
