using System.Buffers;
using System.Globalization;
using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Downloads an object into a file: in ranges, several at a time, each resumed where it broke off, verified as a whole.</summary>
/// <remarks>
/// <code>
///   GET the object -> its length, tag and checksum, and the first range's bytes
///                     the other ranges by GET with Range and If-Match, several at a time
///   combine the ranges' CRCs -> compare with S3's -> rename; anything else -> no file
/// </code>
/// </remarks>
internal sealed class Downloader(Sender sender, TransferSettings settings)
{
    private const int BufferSize = PayloadWriter.BufferSize;

    // As s3transfer: a range whose body breaks off is taken up again, this often.
    private const int BodyAttempts = 5;

    public async Task<DownloadResult> FileAsync(
        string bucket,
        string key,
        string path,
        DownloadOptions options,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var request = options.ToGet(bucket, key);
        var first = await sender.SendAsync(GetObject.Operation, request, cancellationToken).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            var length = first.ContentLength
                ?? throw new S3ConnectionException($"The answer for s3://{bucket}/{key} does not say how long the object is. Look for a proxy on the way that takes Content-Length out.");
            var expected = Expected(first);
            var parts = length <= settings.MultipartThreshold ? [new PartRange(1, 0, length)] : PartPlan.Tile(length, PartPlan.SizeFor(length, settings.PartSize));
            var job = new Job(request with { IfMatch = first.ETag ?? options.IfMatch }, expected?.Algorithm, new ProgressLedger(progress, settings.TimeProvider));
            job.Ledger.Expect(length, parts.Count, 1);
            using var file = TargetFile.Create(path, length, settings.Random);
            var sums = await TakeAllAsync(job, first.Body, parts, file, cancellationToken).ConfigureAwait(false);
            if (expected is { } whole)
            {
                await VerifyAsync(bucket, key, whole, parts, sums, file, length, cancellationToken).ConfigureAwait(false);
            }

            file.Keep();
            return new DownloadResult { Length = length, Parts = parts.Count, ETag = first.ETag, VersionId = first.VersionId, Verified = expected };
        }
    }

    private async Task<Checksum?[]> TakeAllAsync(
        Job job, Stream first, IReadOnlyList<PartRange> parts, TargetFile file, CancellationToken cancellationToken)
    {
        var sums = new Checksum?[parts.Count];
        var taken = 0;
        await settings.Workers.RunAsync(
            async token =>
            {
                if (Interlocked.Increment(ref taken) is var number && number > parts.Count)
                {
                    return false;
                }

                sums[number - 1] = await TakeAsync(job, parts[number - 1], number == 1 ? first : null, file, token).ConfigureAwait(false);
                job.Ledger.AddPart();
                return true;
            },
            cancellationToken,
            parts.Count).ConfigureAwait(false);
        job.Ledger.AddObject();
        job.Ledger.Finish();
        return sums;
    }

    private async Task<Checksum?> TakeAsync(Job job, PartRange part, Stream? open, TargetFile file, CancellationToken cancellationToken)
    {
        using var hasher = job.Algorithm is { } algorithm && IsCombinable(algorithm) ? new ChecksumHasher(algorithm) : null;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var taken = 0L;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var source = open ?? await OpenRangeAsync(job.Request, part.Offset + taken, part.Offset + part.Length - 1, cancellationToken).ConfigureAwait(false);
                open = null;
                await using (source.ConfigureAwait(false))
                {
                    try
                    {
                        while (taken < part.Length)
                        {
                            var wanted = (int)Math.Min(BufferSize, part.Length - taken);
                            await source.ReadExactlyAsync(buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                            await file.WriteAsync(buffer.AsMemory(0, wanted), part.Offset + taken, cancellationToken).ConfigureAwait(false);
                            hasher?.Append(buffer.AsSpan(0, wanted));
                            taken += wanted;
                            job.Ledger.Add(wanted);
                        }

                        return hasher?.Current();
                    }
                    catch (S3ConnectionException) when (attempt < BodyAttempts)
                    {
                        // Goes on from the last byte that is in the file.
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Stream> OpenRangeAsync(GetObjectRequest request, long from, long to, CancellationToken cancellationToken)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"bytes={from}-{to}");
        var answer = await sender.SendAsync(GetObject.Operation, request with { Range = range }, cancellationToken).ConfigureAwait(false);
        var start = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/");
        if (answer.ContentRange?.StartsWith(start, StringComparison.Ordinal) == true)
        {
            return answer.Body;
        }

        await answer.DisposeAsync().ConfigureAwait(false);
        throw new S3ConnectionException($"The range {range} of s3://{request.Bucket}/{request.Key} was asked for, and {answer.ContentRange ?? "the whole object"} came. "
            + "Look for a cache on the way, or raise MultipartThreshold so that nothing is asked for in ranges.");
    }

    private static async Task VerifyAsync(
        string bucket,
        string key,
        Checksum expected,
        IReadOnlyList<PartRange> parts,
        Checksum?[] sums,
        TargetFile file,
        long length,
        CancellationToken cancellationToken)
    {
        var computed = sums[0] is { } sum
            ? Enumerable.Range(1, parts.Count - 1).Aggregate(sum, (whole, part) => ChecksumCombination.Combine(whole, sums[part]!.Value, parts[part].Length))
            : await ReadBackAsync(expected.Algorithm, file, length, cancellationToken).ConfigureAwait(false);
        if (computed != expected)
        {
            throw new ChecksumMismatchException($"The download of s3://{bucket}/{key}", expected.Algorithm, computed.ToBase64(), expected.ToBase64());
        }
    }

    // The digest of ranges says nothing about the whole, so the whole is read again, from the file.
    private static async Task<Checksum> ReadBackAsync(
        ChecksumAlgorithm algorithm, TargetFile file, long length, CancellationToken cancellationToken)
    {
        using var hasher = new ChecksumHasher(algorithm);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var offset = 0L; offset < length;)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, BufferSize), offset, cancellationToken).ConfigureAwait(false);
                hasher.Append(buffer.AsSpan(0, read));
                offset += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hasher.Current();
    }

    // Full-object values only: a composite one is over parts whose borders the bytes do not show.
    private static Checksum? Expected(GetObjectResult result)
    {
        if (result.ChecksumType == ChecksumTable.WireNameOf(ChecksumType.Composite))
        {
            return null;
        }

        foreach (var algorithm in result.Checksums.Present)
        {
            if (Checksum.TryParse(algorithm, result.Checksums[algorithm], out var checksum))
            {
                return checksum;
            }
        }

        return null;
    }

    private static bool IsCombinable(ChecksumAlgorithm algorithm) => algorithm is ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C or ChecksumAlgorithm.Crc64Nvme;

    /// <summary>What the ranges of one download have in common.</summary>
    private sealed record Job(GetObjectRequest Request, ChecksumAlgorithm? Algorithm, ProgressLedger Ledger);
}
