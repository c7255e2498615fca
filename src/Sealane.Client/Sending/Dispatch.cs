using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Sealane.Endpoints;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>Sends a request once and takes in what comes back. Thread-safe.</summary>
internal sealed class Dispatch(SendingSettings settings, ITransport transport)
{
    /// <summary>One attempt. A broken connection is an outcome; cancelling, and a body whose source fails, are exceptions.</summary>
    /// <param name="operation">What is sent.</param>
    /// <param name="endpoint">Where it is sent.</param>
    /// <param name="ready">Its head.</param>
    /// <param name="plan">Its body.</param>
    /// <param name="progress">Counts the body's bytes.</param>
    /// <param name="earlier">What an earlier attempt ended in: thrown in place of a source that cannot be read again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Attempt> SendAsync(
        IOperation operation,
        Endpoint endpoint,
        ReadyHead ready,
        PayloadPlan plan,
        SendProgress? progress,
        Exception? earlier,
        CancellationToken cancellationToken)
    {
        var (head, signed) = ready;
        var guard = new IdleGuard(settings.IdleTimeout, settings.TimeProvider, cancellationToken);
        var attempt = new Attempt(head, signed?.Trace, guard);
        var writer = plan.Body is null ? null : new PayloadWriter(plan, signed, guard, settings, progress);
        var handedOn = false;
        try
        {
            OutgoingBody? body = writer is null ? null : new(head.Has("Content-Length") ? plan.Length : null, writer.WriteAsync);
            attempt.Answer = await transport.SendAsync(endpoint.Scheme, head, body, guard.Token).ConfigureAwait(false);
            guard.Moved();
            var success = attempt.Answer.Status is >= 200 and < 300;
            if (!success || !operation.StreamsResponseBody)
            {
                attempt.Document = await AnswerDocument.ReadAsync(attempt.Answer, guard, tolerant: !success).ConfigureAwait(false);
                attempt.Error = success && !operation.ErrorIn200 ? null : ErrorDocument.Read(attempt.Document is { } document ? document.Bytes.Span : default);
            }

            attempt.Checksum = writer?.Checksum;
            handedOn = true;
        }
        catch (Exception fault) when (ConnectionFailures.Is(fault) || writer?.SourceFault is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (writer?.SourceFault is { } source)
            {
                // A source that could be read once and not again: what S3 said first is the news, not that.
                ExceptionDispatchInfo.Throw(earlier ?? source);
            }

            attempt.Answer?.Dispose();
            attempt.Answer = null;
            attempt.Fault = fault;
            handedOn = true;
        }
        finally
        {
            attempt.BodyTouched = writer?.Started ?? false;
            if (!handedOn)
            {
                attempt.Dispose();
            }
        }

        return attempt;
    }

    /// <summary>The region that an answer to HEAD names, or null.</summary>
    public async Task<string?> AskRegionAsync(Endpoint endpoint, RequestHead head, CancellationToken cancellationToken)
    {
        using var guard = new IdleGuard(settings.IdleTimeout, settings.TimeProvider, cancellationToken);
        try
        {
            using var answer = await transport.SendAsync(endpoint.Scheme, head, body: null, guard.Token).ConfigureAwait(false);
            return answer.Value("x-amz-bucket-region") is { } region && RegionName.IsValid(region) ? region : null;
        }
        catch (Exception fault) when (ConnectionFailures.Is(fault) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
