using System.Diagnostics;
using Sealane.Diagnostics;

namespace Sealane.Telemetry;

/// <summary>A transfer of one object as an activity, and its place among those that are under way.</summary>
internal static class TransferSpan
{
    /// <summary>Runs a transfer; its requests are the children of its activity.</summary>
    /// <param name="kind"><c>upload</c>, <c>download</c> or <c>copy</c>.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="run">The transfer.</param>
    public static Task<T> RunAsync<T>(string kind, string bucket, string key, Func<Task<T>> run) =>
        Instruments.Source.HasListeners() || Instruments.ActiveTransfers.Enabled ? WatchedAsync(kind, bucket, key, run) : run();

    private static async Task<T> WatchedAsync<T>(string kind, string bucket, string key, Func<Task<T>> run)
    {
        var tag = new KeyValuePair<string, object?>("sealane.transfer", kind);
        using var activity = Instruments.Source.StartActivity($"Sealane.{kind}");
        activity?.SetTag("sealane.transfer", kind);
        activity?.SetTag("aws.s3.bucket", bucket);
        activity?.SetTag("aws.s3.key", key);
        Instruments.ActiveTransfers.Add(1, tag);
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            activity?.SetTag("error.type", (fault as S3Exception)?.Code ?? fault.GetType().FullName);
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Instruments.ActiveTransfers.Add(-1, tag);
        }
    }
}
