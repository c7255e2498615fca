using System.Globalization;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>What a GET or a HEAD of an object answers: the same but for the bytes.</summary>
/// <param name="Entry">The object.</param>
/// <param name="Range">The bytes asked for; null for all.</param>
/// <param name="Part">The part asked for by number, or null.</param>
internal sealed record ObjectReading(ObjectEntry Entry, ByteRange? Range, int? Part)
{
    /// <summary>S3 encrypts every object since 2023 and says so; the bytes of this store are protected by its disk alone.</summary>
    public const string EncryptedAtRest = "AES256";

    /// <summary>What S3 says of an object whose writer did not say.</summary>
    public const string UnknownContentType = "binary/octet-stream";

    private static readonly string[] Archived = ["GLACIER", "DEEP_ARCHIVE"];

    public long First => Range?.First ?? 0;

    public long Length => Range?.Length ?? Entry.Size;

    public string? ContentRange => Range?.OfSize(Entry.Size);

    /// <summary>How many parts the object has; said only when one of them was asked for.</summary>
    public int? PartsCount => Part is not null && Entry.Parts.Count > 0 ? Entry.Parts.Count : null;

    public string? StorageClass => Entry.Metadata.StorageClass == ObjectMetadata.None.StorageClass ? null : Entry.Metadata.StorageClass;

    /// <summary>Chooses the bytes.</summary>
    /// <exception cref="RefusedException">Range and part exclude each other, or there are no such bytes.</exception>
    public static ObjectReading Of(ObjectEntry entry, string? range, int? part)
    {
        if (part is not { } number)
        {
            return new(entry, ByteRange.Read(range, entry.Size), null);
        }

        if (range is not null)
        {
            throw new RefusedException(new(
                RequestErrors.InvalidRequest, "Cannot specify both Range header and partNumber query parameter"));
        }

        PartNumbers.Check(number);
        int count = Math.Max(1, entry.Parts.Count);

        if (number > count)
        {
            throw new RefusedException(new Refusal(ObjectErrors.InvalidPartNumber)
                .With("PartNumberRequested", number.ToString(CultureInfo.InvariantCulture))
                .With("ActualPartCount", count.ToString(CultureInfo.InvariantCulture)));
        }

        // partNumber counts the parts that the object has, whatever numbers they were uploaded with.
        return entry.Parts.Count == 0
            ? new(entry, entry.Size == 0 ? null : new(0, entry.Size), number)
            : new(entry, new(entry.Parts.Take(number - 1).Sum(before => before.Size), entry.Parts[number - 1].Size), number);
    }

    /// <summary>The checksum that belongs to exactly these bytes, or null.</summary>
    public StoredChecksum? Checksum(string? mode)
    {
        if (!string.Equals(mode, "ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Part is { } number && Entry.Parts.Count > 0
            ? Entry.Parts[number - 1].Checksum is { } own ? own with { Type = Entry.Checksum?.Type ?? own.Type } : null
            : Length == Entry.Size ? Entry.Checksum : null;
    }

    /// <summary>Refuses the bytes of an archived object; its head is readable.</summary>
    public static void RequireReadable(ObjectEntry entry)
    {
        if (Archived.Contains(entry.Metadata.StorageClass, StringComparer.Ordinal))
        {
            throw new RefusedException(new Refusal(AccessErrors.InvalidObjectState).With("StorageClass", entry.Metadata.StorageClass));
        }
    }
}
