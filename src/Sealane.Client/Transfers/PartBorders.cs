using Sealane.Diagnostics;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Finds out how an object was cut into parts: a checksum over parts cannot be compared without.</summary>
/// <remarks>
/// GetObjectAttributes names the parts of an object that has checksums. Where that is not allowed, or not there, HEAD of the first part and
/// of the last one says it for parts of one length, which nearly all uploads have; what it says is proved by the checksum then.
/// </remarks>
internal static class PartBorders
{
    /// <summary>The lengths of the parts, in order; null when they cannot be known.</summary>
    public static async Task<IReadOnlyList<long>?> FindAsync(
        Sender sender, GetObjectRequest request, PinnedObject pinned, int parts, CancellationToken cancellationToken)
    {
        var lengths = await NamedAsync(sender, request, cancellationToken).ConfigureAwait(false);
        if (lengths?.Count != parts || lengths.Sum() != pinned.Length)
        {
            lengths = await EqualAsync(sender, request, pinned, parts, cancellationToken).ConfigureAwait(false);
        }

        return lengths;
    }

    private static async Task<List<long>?> NamedAsync(Sender sender, GetObjectRequest request, CancellationToken cancellationToken)
    {
        var lengths = new List<long>();
        int? marker = null;
        try
        {
            while (true)
            {
                var page = await sender.SendAsync(
                    GetObjectAttributes.Operation,
                    new GetObjectAttributesRequest
                    {
                        Bucket = request.Bucket,
                        Key = request.Key,
                        VersionId = request.VersionId,
                        ObjectAttributes = ["ObjectParts"],
                        PartNumberMarker = marker,
                        SSECustomerAlgorithm = request.SSECustomerAlgorithm,
                        SSECustomerKey = request.SSECustomerKey,
                        RequestPayer = request.RequestPayer,
                        ExpectedBucketOwner = request.ExpectedBucketOwner,
                    },
                    cancellationToken).ConfigureAwait(false);
                if (page.ObjectParts is not { } named)
                {
                    return null;
                }

                lengths.AddRange(named.Parts.Select(part => part.Size ?? 0));
                if (named.IsTruncated != true || named.NextPartNumberMarker is not { } next || next <= (marker ?? 0))
                {
                    return lengths;
                }

                marker = next;
            }
        }
        catch (Exception refusal) when (refusal is S3Exception or S3ConnectionException)
        {
            return null; // another permission than reading, and not every store has it
        }
    }

    private static async Task<List<long>?> EqualAsync(
        Sender sender, GetObjectRequest request, PinnedObject pinned, int parts, CancellationToken cancellationToken)
    {
        var first = await LengthAsync(sender, request, pinned, 1, cancellationToken).ConfigureAwait(false);
        var last = parts == 1 ? first : await LengthAsync(sender, request, pinned, parts, cancellationToken).ConfigureAwait(false);
        return first is { } length && last == pinned.Length - (length * (parts - 1))
            ? [.. Enumerable.Repeat(length, parts - 1), last.Value]
            : null;
    }

    private static async Task<long?> LengthAsync(
        Sender sender, GetObjectRequest request, PinnedObject pinned, int part, CancellationToken cancellationToken)
    {
        try
        {
            var head = await sender.SendAsync(
                HeadObject.Operation,
                new HeadObjectRequest
                {
                    Bucket = request.Bucket,
                    Key = request.Key,
                    VersionId = request.VersionId,
                    PartNumber = part,
                    IfMatch = pinned.ETag,
                    SSECustomerAlgorithm = request.SSECustomerAlgorithm,
                    SSECustomerKey = request.SSECustomerKey,
                    RequestPayer = request.RequestPayer,
                    ExpectedBucketOwner = request.ExpectedBucketOwner,
                },
                cancellationToken).ConfigureAwait(false);
            return head.ContentLength;
        }
        catch (Exception refusal) when (refusal is S3Exception or S3ConnectionException)
        {
            return null;
        }
    }
}
