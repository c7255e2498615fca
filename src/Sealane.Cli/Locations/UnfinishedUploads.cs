using System.Runtime.CompilerServices;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Naming;
using Sealane.Signing.Text;

namespace Sealane.Cli.Locations;

/// <summary>Multipart uploads that were begun and neither completed nor aborted; their parts are paid for until then.</summary>
internal static class UnfinishedUploads
{
    /// <summary>Those of a prefix, in the order of their keys.</summary>
    public static async IAsyncEnumerable<MultipartUpload> ListAsync(S3Client s3, S3Uri uri, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { Bucket = uri.Bucket, Prefix = uri.Key.Length == 0 ? null : uri.Key, EncodingType = "url" };
        while (true)
        {
            var page = await s3.ListMultipartUploadsAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var upload in page.Uploads)
            {
                // S3 writes a blank as '+' here, and a plus as %2B.
                yield return page.EncodingType == "url" ? upload with { Key = PercentEncoding.DecodeText(upload.Key ?? "", plusIsBlank: true) } : upload;
            }

            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextKeyMarker))
            {
                yield break;
            }

            var key = page.EncodingType == "url" ? PercentEncoding.DecodeText(page.NextKeyMarker, plusIsBlank: true) : page.NextKeyMarker;
            request = request with { KeyMarker = key, UploadIdMarker = page.NextUploadIdMarker };
        }
    }
}
