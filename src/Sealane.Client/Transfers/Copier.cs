using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Telemetry;

namespace Sealane.Transfers;

/// <summary>Copies objects from bucket to bucket inside the store: in one request up to a length, above it in parts, several at a time.</summary>
/// <remarks>
/// <code>
///   head, unless the length is known -> CopyObject
///                                    -> create, with the source's properties -> part copies, each If-Match -> complete
/// </code>
/// </remarks>
internal sealed class Copier(Sender sender, Uploader uploader, TransferSettings settings)
{
    /// <param name="source">The object that is copied.</param>
    /// <param name="bucket">The bucket that it is copied to.</param>
    /// <param name="key">The copy's key.</param>
    /// <param name="length">The source's length where it is known; above the threshold it is asked for all the same.</param>
    /// <param name="options">What the copy is to be like.</param>
    /// <param name="cancellationToken">Ends the copy; its parts are given up.</param>
    public Task<CopyResult> CopyAsync(
        CopySource source, string bucket, string key, long? length, CopyOptions options, CancellationToken cancellationToken) =>
        TransferSpan.RunAsync("copy", bucket, key, () => RunAsync(source, bucket, key, length, options, cancellationToken));

    private async Task<CopyResult> RunAsync(
        CopySource source, string bucket, string key, long? length, CopyOptions options, CancellationToken cancellationToken)
    {
        if (length <= options.MultipartThreshold)
        {
            return await WholeAsync(source, bucket, key, length.Value, etag: null, options, cancellationToken).ConfigureAwait(false);
        }

        var head = await HeadAsync(source, options, cancellationToken).ConfigureAwait(false);
        return head.ContentLength <= options.MultipartThreshold
            ? await WholeAsync(source, bucket, key, head.ContentLength.Value, head.ETag, options, cancellationToken).ConfigureAwait(false)
            : await PartsAsync(source, head, bucket, key, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies an object of another store: what is read there is sent here, never kept.</summary>
    public async Task<CopyResult> AcrossAsync(
        Sender origin, CopySource source, string bucket, string key, CopyOptions options, CancellationToken cancellationToken)
    {
        var got = await origin.SendAsync(
            GetObject.Operation,
            new GetObjectRequest
            {
                Bucket = source.Bucket,
                Key = source.Key,
                VersionId = source.VersionId,
                SSECustomerAlgorithm = options.SourceCustomerAlgorithm,
                SSECustomerKey = options.SourceSseCustomerKey,
            },
            cancellationToken).ConfigureAwait(false);
        await using var guard = got.ConfigureAwait(false);
        var upload = options.ToUpload(got);
        if (upload.Tagging is null && got.TagCount > 0)
        {
            upload = upload with { Tagging = await TagsAsync(origin, source, cancellationToken).ConfigureAwait(false) };
        }

        var result = await uploader.StreamAsync(bucket, key, got.Body, upload, progress: null, cancellationToken).ConfigureAwait(false);
        return new CopyResult { Length = result.Length, Parts = result.Parts, ETag = result.ETag, VersionId = result.VersionId, Verified = result.Checksum };
    }

    private Task<HeadObjectResult> HeadAsync(CopySource source, CopyOptions options, CancellationToken cancellationToken) => sender.SendAsync(
        HeadObject.Operation,
        new HeadObjectRequest
        {
            Bucket = source.Bucket,
            Key = source.Key,
            VersionId = source.VersionId,
            ChecksumMode = "ENABLED",
            SSECustomerAlgorithm = options.SourceCustomerAlgorithm,
            SSECustomerKey = options.SourceSseCustomerKey,
        },
        cancellationToken);

    private async Task<CopyResult> WholeAsync(
        CopySource source, string bucket, string key, long length, string? etag, CopyOptions options, CancellationToken cancellationToken)
    {
        var request = options.ToCopy(source, bucket, key) with { CopySourceIfMatch = etag };
        var result = await sender.SendAsync(CopyObject.Operation, request, cancellationToken).ConfigureAwait(false);
        return new CopyResult { Length = length, Parts = 1, ETag = result.CopiedObject?.ETag, VersionId = result.VersionId };
    }

    private async Task<CopyResult> PartsAsync(
        CopySource source, HeadObjectResult head, string bucket, string key, CopyOptions options, CancellationToken cancellationToken)
    {
        var algorithm = FullObjectAlgorithm(head) ?? ChecksumAlgorithm.Crc64Nvme;
        var create = options.ToCreate(head, bucket, key) with
        {
            ChecksumAlgorithm = ChecksumTable.Of(algorithm).WireName,
            ChecksumType = ChecksumTable.WireNameOf(ChecksumType.FullObject),
        };
        if (create.Tagging is null && head.TagCount > 0)
        {
            create = create with { Tagging = await TagsAsync(sender, source, cancellationToken).ConfigureAwait(false) };
        }

        var uploadId = await BegunUpload.BeginAsync(sender, create, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ranges = PartPlan.Tile(head.ContentLength!.Value, PartPlan.SizeFor(head.ContentLength.Value, options.PartSize));
            var parts = new CompletedPart[ranges.Count];
            var next = 0;
            await settings.Workers.RunAsync(
                async token =>
                {
                    var index = Interlocked.Increment(ref next) - 1;
                    if (index >= ranges.Count)
                    {
                        return false;
                    }

                    var request = options.ToPart(source, head.ETag, bucket, key, uploadId, ranges[index]);
                    var copied = await sender.SendAsync(UploadPartCopy.Operation, request, token).ConfigureAwait(false);
                    parts[index] = new CompletedPart
                    {
                        PartNumber = ranges[index].Number,
                        ETag = copied.CopiedPart?.ETag,
                        Checksums = copied.CopiedPart?.Checksums ?? ChecksumValues.None,
                    };
                    return true;
                },
                cancellationToken,
                ranges.Count).ConfigureAwait(false);
            return await CompleteAsync(head, bucket, key, uploadId, algorithm, ranges, parts, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The failure that led here is the news; a bucket's lifecycle rule clears what stays behind.
            await BegunUpload.AbortAsync(sender, bucket, key, uploadId).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<CopyResult> CompleteAsync(
        HeadObjectResult head,
        string bucket,
        string key,
        string uploadId,
        ChecksumAlgorithm algorithm,
        IReadOnlyList<PartRange> ranges,
        CompletedPart[] parts,
        CopyOptions options,
        CancellationToken cancellationToken)
    {
        // Known before the object comes into being: a copy of other bytes than the source's never does.
        var whole = Combined(algorithm, ranges, parts);
        if (whole is { } sum && FullObjectAlgorithm(head) == algorithm && head.Checksums[algorithm] is { } said && said != sum.ToBase64())
        {
            throw new ChecksumMismatchException($"The copy s3://{bucket}/{key}", algorithm, said, sum.ToBase64());
        }

        var result = await sender.SendAsync(
            CompleteMultipartUpload.Operation,
            new CompleteMultipartUploadRequest
            {
                Bucket = bucket,
                Key = key,
                UploadId = uploadId,
                MultipartUpload = new CompletedMultipartUpload { Parts = parts },
                Checksums = whole is { } known ? ChecksumValues.Of(known) : ChecksumValues.None,
                ChecksumType = ChecksumTable.WireNameOf(ChecksumType.FullObject),
                MpuObjectSize = head.ContentLength,
                IfNoneMatch = options.Properties.IfNoneMatch,
                IfMatch = options.Properties.IfMatch,
                SSECustomerAlgorithm = options.Properties.CustomerAlgorithm,
                SSECustomerKey = options.Properties.SseCustomerKey,
            },
            cancellationToken).ConfigureAwait(false);
        return new CopyResult
        {
            Length = head.ContentLength!.Value,
            Parts = parts.Length,
            ETag = result.ETag,
            VersionId = result.VersionId,
            Verified = FullObjectAlgorithm(head) == algorithm ? whole : null,
        };
    }

    // Null when the store gave a part no checksum.
    private static Checksum? Combined(ChecksumAlgorithm algorithm, IReadOnlyList<PartRange> ranges, CompletedPart[] parts)
    {
        Checksum? whole = null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!Checksum.TryParse(algorithm, parts[i].Checksums[algorithm], out var part))
            {
                return null;
            }

            whole = whole is { } before ? ChecksumCombination.Combine(before, part, ranges[i].Length) : part;
        }

        return whole;
    }

    // The CRC that the store has over all bytes of the source.
    private static ChecksumAlgorithm? FullObjectAlgorithm(HeadObjectResult head) =>
        head.ChecksumType == ChecksumTable.WireNameOf(ChecksumType.FullObject)
            ? head.Checksums.Present.Where(one => ChecksumTable.Of(one).FullObject.Allowed).Select(one => (ChecksumAlgorithm?)one).FirstOrDefault()
            : null;

    private static async Task<string> TagsAsync(Sender origin, CopySource source, CancellationToken cancellationToken)
    {
        var tags = await origin.SendAsync(
            GetObjectTagging.Operation,
            new GetObjectTaggingRequest { Bucket = source.Bucket, Key = source.Key, VersionId = source.VersionId },
            cancellationToken).ConfigureAwait(false);
        return new Tagging { TagSet = tags.TagSet }.ToHeader();
    }
}
