using System.Globalization;
using System.Security.Cryptography;
using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Makes an object of the parts that S3 has, and makes sure that it is theirs.</summary>
/// <param name="sender">Sends.</param>
/// <param name="target">The object.</param>
/// <param name="uploadId">The upload.</param>
/// <param name="checksum">How the object's checksum follows from the parts'; null for none.</param>
/// <param name="parts">All parts, in order.</param>
internal sealed class CompletedObject(Sender sender, UploadTarget target, string uploadId, PartedChecksum? checksum, List<StoredPart> parts)
{
    private readonly List<(Checksum Checksum, long Length)> _sums = checksum is null ? [] : parts.ConvertAll(part => (part.Checksum!.Value, part.Length));
    private readonly long _length = parts.Sum(part => part.Length);

    /// <summary>Sends the completion and compares the answer.</summary>
    /// <exception cref="ChecksumMismatchException">S3 has other bytes than were sent.</exception>
    public async Task<UploadResult> MakeAsync(CancellationToken cancellationToken)
    {
        var whole = checksum?.WholeOf(_sums);
        CompleteMultipartUploadResult result;
        try
        {
            result = await sender.SendAsync(
                CompleteMultipartUpload.Operation,
                new CompleteMultipartUploadRequest
                {
                    Bucket = target.Bucket,
                    Key = target.Key,
                    UploadId = uploadId,
                    MultipartUpload = new CompletedMultipartUpload { Parts = parts.ConvertAll(part => part.ToCompleted()) },
                    Checksums = whole is { } sum ? ChecksumValues.Of(sum) : ChecksumValues.None,
                    ChecksumType = checksum is null ? null : ChecksumTable.WireNameOf(checksum.Type),
                    MpuObjectSize = checksum is null ? null : _length,
                    IfNoneMatch = target.Options.IfNoneMatch,
                    IfMatch = target.Options.IfMatch,
                    SSECustomerAlgorithm = target.Options.CustomerAlgorithm,
                    SSECustomerKey = target.Options.SseCustomerKey,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (S3Exception fault) when (fault.Code == "NoSuchUpload")
        {
            // S3 made the object and its answer was lost on the way; then the upload is gone when it is asked for again.
            if (await FindAsync(cancellationToken).ConfigureAwait(false) is { } made)
            {
                return made;
            }

            throw;
        }

        if (checksum is not null && result.Checksums[checksum.Algorithm] is { } said && said != checksum.ValueOf(_sums))
        {
            throw new ChecksumMismatchException($"The upload of {target}", checksum.Algorithm, checksum.ValueOf(_sums), said);
        }

        return Result(result.ETag, result.VersionId);
    }

    /// <summary>The object, if it is there and made of these parts; null when it is not, or when that cannot be told.</summary>
    public async Task<UploadResult?> FindAsync(CancellationToken cancellationToken)
    {
        var request = new HeadObjectRequest
        {
            Bucket = target.Bucket,
            Key = target.Key,
            ChecksumMode = "ENABLED",
            SSECustomerAlgorithm = target.Options.CustomerAlgorithm,
            SSECustomerKey = target.Options.SseCustomerKey,
        };
        try
        {
            var head = await sender.SendAsync(HeadObject.Operation, request, cancellationToken).ConfigureAwait(false);
            var same = head.ContentLength == _length
                && (head.ETag == ETagOfParts() || (checksum is not null && head.Checksums[checksum.Algorithm] == checksum.ValueOf(_sums)));
            return same ? Result(head.ETag, head.VersionId) : null;
        }
        catch (S3Exception)
        {
            return null;
        }
    }

    private UploadResult Result(string? etag, string? version) => new()
    {
        Length = _length,
        Parts = parts.Count,
        ETag = etag,
        VersionId = version,
        Checksum = checksum?.WholeOf(_sums),
    };

    // DQUOTE hex(MD5(the parts' MD5s)) "-" count DQUOTE      (where the parts' tags are MD5s: not with KMS or a customer's key)
    private string? ETagOfParts()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> md5 = stackalloc byte[MD5.HashSizeInBytes];
        foreach (var part in parts)
        {
            var tag = part.ETag.AsSpan().Trim('"');
            if (tag.Length != 2 * md5.Length || Convert.FromHexString(tag, md5, out _, out _) != System.Buffers.OperationStatus.Done)
            {
                return null;
            }

            digest.AppendData(md5);
        }

        return string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(digest.GetHashAndReset())}-{parts.Count}\"");
    }
}
