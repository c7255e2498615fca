using Sealane.Cli.Output;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Objects;
using Sealane.Transfers;

namespace Sealane.Cli.Copying;

/// <summary>Writes objects to standard output, in order.</summary>
internal sealed class PipeOut(S3Client s3)
{
    public async Task WriteAsync(S3Uri from, DownloadOptions options, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            Bucket = from.Bucket,
            Key = from.Key,
            VersionId = options.VersionId,
            SSECustomerAlgorithm = options.SseCustomerKey is null ? null : Flags.CustomerKey.Algorithm,
            SSECustomerKey = options.SseCustomerKey,
        };
        var found = await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        await using (found.ConfigureAwait(false))
        {
            await found.Body.CopyToAsync(StandardOutput.Open(), cancellationToken).ConfigureAwait(false);
        }
    }
}
