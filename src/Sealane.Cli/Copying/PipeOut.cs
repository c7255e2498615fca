using Sealane.Cli.Output;
using Sealane.Protocol.Naming;
using Sealane.Transfers;

namespace Sealane.Cli.Copying;

/// <summary>Writes objects to standard output, in order.</summary>
internal sealed class PipeOut(S3Client s3)
{
    public Task WriteAsync(S3Uri from, DownloadOptions options, CancellationToken cancellationToken) =>
        s3.DownloadStreamAsync(from.Bucket, from.Key, StandardOutput.Open(), options, cancellationToken: cancellationToken);
}
