using Sealane.Diagnostics;
using Sealane.Protocol.Multipart;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>An upload in parts as S3 has it: begun so that its id is known, and given up.</summary>
internal static class BegunUpload
{
    // Both are sent, or waited for, although the caller has given up: so they have a limit of their own.
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Begins one and returns its id, also to a caller who has cancelled meanwhile.</summary>
    /// <remarks>An answer that nobody waits for would leave an upload that nobody knows of.</remarks>
    public static async Task<string> BeginAsync(Sender sender, CreateMultipartUploadRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var cancelling = cancellationToken.UnsafeRegister(static patience => ((CancellationTokenSource)patience!).CancelAfter(AnswerTimeout), patience);
        try
        {
            var created = await sender.SendAsync(CreateMultipartUpload.Operation, request, patience.Token).ConfigureAwait(false);
            return created.UploadId ?? throw new S3ConnectionException("S3 began an upload in parts and gave it no id. Look for what answered in S3's place.");
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Gives one up, and the parts that S3 has of it.</summary>
    /// <returns>Null, or why it could not be given up.</returns>
    public static async Task<string?> AbortAsync(Sender sender, string bucket, string key, string uploadId)
    {
        using var limit = new CancellationTokenSource(AbortTimeout);
        try
        {
            var request = new AbortMultipartUploadRequest { Bucket = bucket, Key = key, UploadId = uploadId };
            await sender.SendAsync(AbortMultipartUpload.Operation, request, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (S3Exception fault) when (fault.Code == "NoSuchUpload")
        {
            return null;
        }
        catch (Exception fault) when (fault is S3Exception or S3ConnectionException or S3ConfigurationException or OperationCanceledException)
        {
            return fault is OperationCanceledException ? "No answer came in time." : fault.Message;
        }
    }
}
