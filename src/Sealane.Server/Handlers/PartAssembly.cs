using System.Globalization;
using System.Security.Cryptography;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Multipart;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>The parts that a CompleteMultipartUpload names, checked one by one, and what the object made of them is.</summary>
internal sealed class PartAssembly
{
    // Every part but the last (S3 User Guide, multipart upload limits).
    private const long SmallestPart = 5 * 1024 * 1024;

    private readonly UploadEntry _upload;

    private PartAssembly(UploadEntry upload, IReadOnlyList<PartEntry> parts)
    {
        _upload = upload;
        Parts = parts;
    }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<PartEntry> Parts { get; }

    public long Size => Parts.Sum(part => part.Size);

    /// <summary>MD5 of the parts' MD5s, then how many they are.</summary>
    public string ETag
    {
        get
        {
            byte[] digests = [.. Parts.SelectMany(part => Convert.FromHexString(part.ETag))];
            return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(MD5.HashData(digests))}-{Parts.Count}");
        }
    }

    /// <summary>The object's checksum: the parts' digested once more, or the parts' combined.</summary>
    public StoredChecksum Checksum
    {
        get
        {
            ChecksumAlgorithm algorithm = Parts[0].Checksum!.ToAlgorithm();
            Checksum[] parts = [.. Parts.Select(part => Of(algorithm, part))];

            if (IsComposite)
            {
                return new(
                    ChecksumTable.Of(algorithm).WireName,
                    ChecksumTable.WireNameOf(ChecksumType.Composite),
                    ChecksumCombination.Composite(parts).ToString());
            }

            Checksum whole = parts[0];

            for (int index = 1; index < parts.Length; index++)
            {
                whole = ChecksumCombination.Combine(whole, parts[index], Parts[index].Size);
            }

            return whole.ToStored();
        }
    }

    private bool IsComposite => _upload.ChecksumType == ChecksumTable.WireNameOf(ChecksumType.Composite);

    /// <summary>Checks the named parts against those that came.</summary>
    /// <exception cref="RefusedException">The list or a part is not as it must be.</exception>
    public static PartAssembly Of(UploadEntry upload, IReadOnlyList<CompletedPart> named, IReadOnlyList<PartEntry> stored)
    {
        if (named.Count == 0)
        {
            throw new RefusedException(new(RequestErrors.InvalidRequest, "You must specify at least one part"));
        }

        Dictionary<int, PartEntry> byNumber = stored.ToDictionary(part => part.Number);
        var parts = new List<PartEntry>(named.Count);

        foreach (CompletedPart part in named)
        {
            int number = part.PartNumber ?? throw new RefusedException(new(RequestErrors.MalformedXML));
            PartNumbers.Check(number);

            if (parts.Count > 0 && number <= parts[^1].Number)
            {
                throw new RefusedException(new Refusal(ObjectErrors.InvalidPartOrder).With("UploadId", upload.Id));
            }

            string etag = Conditions.Bare(part.ETag ?? "");
            parts.Add(byNumber.TryGetValue(number, out PartEntry? found) && found.ETag == etag
                ? found
                : throw Missing(upload, number, etag));
        }

        var assembly = new PartAssembly(upload, parts);
        assembly.CheckSizes();
        assembly.CheckChecksums(named);
        return assembly;
    }

    private static Checksum Of(ChecksumAlgorithm algorithm, PartEntry part) =>
        Protocol.Checksums.Checksum.TryParse(algorithm, part.Checksum!.Value, out Checksum checksum)
            ? checksum
            : throw new InvalidDataException($"The stored checksum of part {part.Number} cannot be read.");

    private static RefusedException Missing(UploadEntry upload, int number, string etag) => new(new Refusal(ObjectErrors.InvalidPart)
        .With("ETag", etag)
        .With("PartNumber", number.ToString(CultureInfo.InvariantCulture))
        .With("UploadId", upload.Id));

    private void CheckSizes()
    {
        if (Parts.SkipLast(1).FirstOrDefault(part => part.Size < SmallestPart) is { } small)
        {
            throw new RefusedException(new Refusal(BodyErrors.EntityTooSmall)
                .With("ETag", small.ETag)
                .With("MinSizeAllowed", SmallestPart.ToString(CultureInfo.InvariantCulture))
                .With("PartNumber", small.Number.ToString(CultureInfo.InvariantCulture))
                .With("ProposedSize", small.Size.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void CheckChecksums(IReadOnlyList<CompletedPart> named)
    {
        if (_upload.ChecksumAlgorithm is not { } name)
        {
            return;
        }

        ChecksumAlgorithm algorithm = ChecksumTable.FindByWireName(name)!.Algorithm;
        string word = name.ToLowerInvariant();

        for (int index = 0; index < named.Count; index++)
        {
            string? value = named[index].Checksums[algorithm];
            string number = Parts[index].Number.ToString(CultureInfo.InvariantCulture);

            if (value is null && IsComposite)
            {
                throw new RefusedException(new(
                    RequestErrors.InvalidRequest,
                    $"The upload was created using a {word} checksum. The complete request must include the checksum for each part. "
                    + $"It was missing for part {number} in the request."));
            }

            if (value is not null && value != Parts[index].Checksum!.Value)
            {
                throw new RefusedException(new(
                    BodyErrors.BadDigest, $"The {word} you specified for part {number} did not match what we received."));
            }
        }
    }
}
