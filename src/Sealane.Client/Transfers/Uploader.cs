using System.Buffers;
using System.Runtime.CompilerServices;
using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Uploads files and streams: in one request up to the threshold, above it in parts, several at a time.</summary>
/// <remarks>
/// <code>
///   create -> parts, bounded in number and memory; each part's checksum is computed as it is sent -> complete with the combined checksum
///      any failure or cancellation -> abort, then the failure
/// </code>
/// </remarks>
internal sealed class Uploader(Sender sender, TransferSettings settings)
{
    // An abort is sent although the caller has given up, so it has a limit of its own.
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(10);

    public async Task<UploadResult> FileAsync(
        string bucket,
        string key,
        string path,
        UploadOptions options,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var file = new Body.File(path);
        var ledger = new ProgressLedger(progress, settings.TimeProvider);
        ledger.Expect(file.Count, objects: 1);
        if (file.Count <= settings.MultipartThreshold)
        {
            return await WholeAsync(options.ToPut(bucket, key, file), file.Count, ledger, cancellationToken).ConfigureAwait(false);
        }

        var tiles = PartPlan.Tile(file.Count, PartPlan.SizeFor(file.Count, settings.PartSize));
        var parts = tiles.Select(part => new Part(part.Number, file.Slice(part.Offset, part.Length), part.Length, Release: null));
        return await PartsAsync(bucket, key, options, parts.ToAsyncEnumerable(), tiles.Count, ledger, cancellationToken).ConfigureAwait(false);
    }

    public async Task<UploadResult> StreamAsync(
        string bucket,
        string key,
        Stream source,
        UploadOptions options,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var length = source.CanSeek ? source.Length - source.Position : (long?)null;
        var ledger = new ProgressLedger(progress, settings.TimeProvider);
        ledger.Expect(length, objects: 1);
        if (length <= settings.MultipartThreshold)
        {
            return await WholeAsync(options.ToPut(bucket, key, new Body.Stream(source)), length.Value, ledger, cancellationToken).ConfigureAwait(false);
        }

        // A part of the length that the whole will need, when that is known.
        var partSize = length is { } known ? PartPlan.SizeFor(known, settings.PartSize) : settings.PartSize ?? PartPlan.UsualSize;
        if (partSize > Array.MaxLength)
        {
            throw new S3ConfigurationException($"A stream is sent in parts that are gathered in memory, and parts of {partSize} bytes are too long for that. Set a smaller PartSize, or send a file.");
        }

        var first = await GatherAsync(source, (int)partSize, cancellationToken).ConfigureAwait(false);
        if (first.Length < partSize)
        {
            try
            {
                return await WholeAsync(options.ToPut(bucket, key, first.Memory), first.Length, ledger, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                first.Return();
            }
        }

        return await PartsAsync(bucket, key, options, GatherRestAsync(source, first, (int)partSize, cancellationToken), null, ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadResult> WholeAsync(
        PutObjectRequest request, long length, ProgressLedger ledger, CancellationToken cancellationToken)
    {
        var (result, checksum) = await sender.SendAsync(PutObject.Operation, request, ledger.OfOneBody(), cancellationToken).ConfigureAwait(false);
        ledger.AddObject();
        ledger.Finish();
        return new UploadResult { Length = length, Parts = 1, ETag = result.ETag, VersionId = result.VersionId, Checksum = checksum };
    }

    private async Task<UploadResult> PartsAsync(
        string bucket,
        string key,
        UploadOptions options,
        IAsyncEnumerable<Part> parts,
        long? count,
        ProgressLedger ledger,
        CancellationToken cancellationToken)
    {
        var checksum = PartedChecksum.Of(settings);
        var create = options.ToCreate(bucket, key) with
        {
            ChecksumAlgorithm = checksum is null ? null : ChecksumTable.Of(checksum.Algorithm).WireName,
            ChecksumType = checksum is null ? null : ChecksumTable.WireNameOf(checksum.Type),
        };
        var created = await sender.SendAsync(CreateMultipartUpload.Operation, create, cancellationToken).ConfigureAwait(false);
        var uploadId = created.UploadId ?? throw new S3ConnectionException("S3 began an upload in parts and gave it no id. Look for what answered in S3's place.");
        try
        {
            var stored = await SendPartsAsync(bucket, key, uploadId, options, parts, count, ledger, cancellationToken).ConfigureAwait(false);
            return await CompleteAsync(bucket, key, uploadId, options, checksum, stored, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await AbortAsync(bucket, key, uploadId).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<List<StoredPart>> SendPartsAsync(
        string bucket,
        string key,
        string uploadId,
        UploadOptions options,
        IAsyncEnumerable<Part> parts,
        long? count,
        ProgressLedger ledger,
        CancellationToken cancellationToken)
    {
        var stored = new List<StoredPart>();
        ledger.Expect(parts: count);
        using var turn = new SemaphoreSlim(1);
        var rest = parts.GetAsyncEnumerator(cancellationToken);
        await using var disposal = rest.ConfigureAwait(false);
        async ValueTask<Part?> NextAsync(CancellationToken token)
        {
            await turn.WaitAsync(token).ConfigureAwait(false);
            try
            {
                return await rest.MoveNextAsync().ConfigureAwait(false) ? rest.Current : null;
            }
            finally
            {
                turn.Release();
            }
        }

        async ValueTask<bool> StepAsync(CancellationToken token)
        {
            if (await NextAsync(token).ConfigureAwait(false) is not { } part)
            {
                return false;
            }

            try
            {
                var request = new UploadPartRequest
                {
                    Bucket = bucket,
                    Key = key,
                    UploadId = uploadId,
                    PartNumber = part.Number,
                    Body = part.Body,
                    SSECustomerAlgorithm = options.CustomerAlgorithm,
                    SSECustomerKey = options.SseCustomerKey,
                };
                var (result, sum) = await sender.SendAsync(UploadPart.Operation, request, ledger.OfOneBody(), token).ConfigureAwait(false);
                lock (stored)
                {
                    stored.Add(new StoredPart(part.Number, part.Length, result.ETag, sum));
                }

                ledger.AddPart();
                return true;
            }
            finally
            {
                part.Release?.Invoke();
            }
        }

        await settings.Workers.RunAsync(StepAsync, cancellationToken).ConfigureAwait(false);
        ledger.AddObject();
        ledger.Finish();
        stored.Sort((one, other) => one.Number.CompareTo(other.Number));
        return stored;
    }

    private async Task<UploadResult> CompleteAsync(
        string bucket,
        string key,
        string uploadId,
        UploadOptions options,
        PartedChecksum? checksum,
        List<StoredPart> stored,
        CancellationToken cancellationToken)
    {
        var sums = checksum is null ? [] : stored.ConvertAll(part => (part.Checksum!.Value, part.Length));
        var whole = checksum?.WholeOf(sums);
        var length = stored.Sum(part => part.Length);
        var result = await sender.SendAsync(
            CompleteMultipartUpload.Operation,
            new CompleteMultipartUploadRequest
            {
                Bucket = bucket,
                Key = key,
                UploadId = uploadId,
                MultipartUpload = new CompletedMultipartUpload { Parts = stored.ConvertAll(part => part.ToCompleted()) },
                Checksums = whole is { } sum ? ChecksumValues.Of(sum) : ChecksumValues.None,
                ChecksumType = checksum is null ? null : ChecksumTable.WireNameOf(checksum.Type),
                MpuObjectSize = checksum is null ? null : length,
                IfNoneMatch = options.IfNoneMatch,
                IfMatch = options.IfMatch,
                SSECustomerAlgorithm = options.CustomerAlgorithm,
                SSECustomerKey = options.SseCustomerKey,
            },
            cancellationToken).ConfigureAwait(false);
        if (checksum is not null && result.Checksums[checksum.Algorithm] is { } said && said != checksum.ValueOf(sums))
        {
            throw new ChecksumMismatchException($"The upload of s3://{bucket}/{key}", checksum.Algorithm, checksum.ValueOf(sums), said);
        }

        return new UploadResult { Length = length, Parts = stored.Count, ETag = result.ETag, VersionId = result.VersionId, Checksum = whole };
    }

    private async Task AbortAsync(string bucket, string key, string uploadId)
    {
        using var limit = new CancellationTokenSource(AbortTimeout);
        try
        {
            await sender.SendAsync(
                AbortMultipartUpload.Operation,
                new AbortMultipartUploadRequest { Bucket = bucket, Key = key, UploadId = uploadId },
                limit.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is S3Exception or S3ConnectionException or S3ConfigurationException or OperationCanceledException)
        {
            // The failure that led here is the news; a bucket's lifecycle rule clears what stays behind.
        }
    }

    private static async IAsyncEnumerable<Part> GatherRestAsync(
        Stream source, Gathered first, int partSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 1;
        for (var gathered = first; ; number++)
        {
            if (number > PartPlan.MaxParts)
            {
                gathered.Return();
                throw new S3ConfigurationException($"The stream is longer than {PartPlan.MaxParts} parts of {partSize} bytes. Set a larger PartSize.");
            }

            var current = gathered;
            yield return new Part(number, current.Memory, current.Length, current.Return);
            if (current.Length < partSize)
            {
                yield break;
            }

            gathered = await GatherAsync(source, partSize, cancellationToken).ConfigureAwait(false);
            if (gathered.Length == 0)
            {
                gathered.Return();
                yield break;
            }
        }
    }

    private static async Task<Gathered> GatherAsync(Stream source, int size, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return new Gathered(buffer, await source.ReadAtLeastAsync(buffer.AsMemory(0, size), size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>A part about to be sent.</summary>
    private sealed record Part(int Number, Body Body, long Length, Action? Release);

    /// <summary>A part as S3 took it.</summary>
    private sealed record StoredPart(int Number, long Length, string? ETag, Checksum? Checksum)
    {
        public CompletedPart ToCompleted() => new()
        {
            PartNumber = Number,
            ETag = ETag,
            Checksums = Checksum is { } sum ? ChecksumValues.Of(sum) : ChecksumValues.None,
        };
    }

    /// <summary>Bytes out of a stream, in a rented buffer.</summary>
    private sealed record Gathered(byte[] Buffer, int Length)
    {
        public ReadOnlyMemory<byte> Memory => Buffer.AsMemory(0, Length);

        public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
    }
}
