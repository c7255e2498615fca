using System.Runtime.CompilerServices;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Wire;
using Sealane.Signing.Text;

namespace Sealane.Transfers;

/// <summary>Lists a bucket's unfinished uploads page after page, keys decoded.</summary>
internal static class UnfinishedUploads
{
    public static async IAsyncEnumerable<UnfinishedUpload> ListAsync(
        IS3 s3, string bucket, string? prefix, bool measure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = new ListMultipartUploadsRequest { Bucket = bucket, Prefix = prefix, EncodingType = "url" };
        while (true)
        {
            var page = await s3.SendAsync(ListMultipartUploads.Operation, next, cancellationToken).ConfigureAwait(false);
            var isEncoded = page.EncodingType == "url";
            foreach (var one in page.Uploads)
            {
                var upload = new UnfinishedUpload
                {
                    Key = (isEncoded ? Decoded(one.Key) : one.Key) ?? "",
                    UploadId = one.UploadId ?? "",
                    Initiated = one.Initiated,
                    StorageClass = one.StorageClass,
                };
                yield return measure ? await MeasuredAsync(s3, bucket, upload, cancellationToken).ConfigureAwait(false) : upload;
            }

            // A store that says "truncated" and names nothing to go on from would be asked for its first page for ever.
            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextKeyMarker))
            {
                yield break;
            }

            next = next with
            {
                KeyMarker = isEncoded ? Decoded(page.NextKeyMarker) : page.NextKeyMarker,
                UploadIdMarker = page.NextUploadIdMarker,
            };
        }
    }

    private static async Task<UnfinishedUpload> MeasuredAsync(IS3 s3, string bucket, UnfinishedUpload upload, CancellationToken cancellationToken)
    {
        var (parts, bytes) = (0, 0L);
        var next = new ListPartsRequest { Bucket = bucket, Key = upload.Key, UploadId = upload.UploadId };
        while (true)
        {
            var page = await s3.SendAsync(ListParts.Operation, next, cancellationToken).ConfigureAwait(false);
            parts += page.Parts.Count;
            bytes += page.Parts.Sum(part => part.Size ?? 0);
            if (page.IsTruncated != true || page.NextPartNumberMarker is not { } marker)
            {
                return upload with { Parts = parts, Bytes = bytes };
            }

            next = next with { PartNumberMarker = marker };
        }
    }

    // S3 writes a blank as '+' here, and a plus as %2B.
    private static string? Decoded(string? text) => text is null ? null : PercentEncoding.DecodeText(WireText.FromText(text), plusIsBlank: true);
}
