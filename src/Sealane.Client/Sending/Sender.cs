using System.Runtime.CompilerServices;
using Sealane.Diagnostics;
using Sealane.Endpoints;
using Sealane.Flow;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Telemetry;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>Sends an operation until it has a result or a reason. Thread-safe.</summary>
/// <remarks>
/// <code>
///   (1) describe    operation + request  -> wire request
///   (2) resolve     bucket + region      -> endpoint              &lt;-----------------------------+
///   (3) attach      body + wire table    -> payload plan                                       |
///   (4) sign        head + clock         -> signed head                                        |
///   (5) send        head + body          -> answer, or a broken connection                     |
///   (6) judge       outcome + situation  -> Return | RetryAfter | Redirect | AdjustClock | Renew | Fail
///   (7) read        answer               -> result
/// </code>
/// </remarks>
internal sealed class Sender(SendingSettings settings, ITransport transport, SigningKeyCache keys) : IS3
{
    private readonly EndpointLookup _endpoints = new(settings.Endpoint);
    private readonly HeadSigner _heads = new(settings, keys);
    private readonly Dispatch _dispatch = new(settings, transport);
    private readonly ServerClock _clock = new(settings.TimeProvider);
    private readonly BucketRegions _regions = new();
    private readonly RetryQuota _quota = new();

    /// <summary>Whether a request holds the thread that sends it until it has ended.</summary>
    public bool Blocks => transport.Blocks;

    public SendingSettings Settings => settings;

    public async Task<TResult> SendAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : class
        where TResult : class =>
        (await SendAsync(operation, request, progress: null, cancellationToken).ConfigureAwait(false)).Result;

    /// <summary>Sends, counts the body's bytes as they leave, and returns their checksum beside the result.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Sent<TResult>> SendAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, SendProgress? progress, CancellationToken cancellationToken)
        where TRequest : class
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(request);

        // (1) describe
        var wire = operation.WriteRequest(request);
        var streams = ((IOperation)operation).StreamsResponseBody;
        var attempt = await ExchangeAsync(operation, wire, progress, cancellationToken).ConfigureAwait(false);

        // (7) read the result
        var handedOn = false;
        try
        {
            // What HEAD names is the object's type: that may be a web page.
            if (!streams && operation.Method != "HEAD" && attempt.Answer!.Value("Content-Type")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            {
                throw NotS3s(RequestName.Of(operation.Name, wire.Bucket, wire.Key), "It is a web page.", null);
            }

            RefuseOtherBytes(wire, attempt);
            var response = new WireResponse
            {
                Status = attempt.Answer!.Status,
                Headers = attempt.Answer.Fields,
                Document = attempt.Document?.Bytes ?? default,
            };
            if (streams)
            {
                var expected = ResponseChecksum.Find(operation, ResponseChecksum.IsAsked(attempt.Head), attempt.Answer);
                response.Body = new VerifiedStream(this, operation, wire, attempt, expected);
            }

            var result = operation.ReadResult(response);
            handedOn = streams;
            return new Sent<TResult>(result, attempt.Checksum);
        }
        catch (WireFormatException fault)
        {
            throw NotS3s(RequestName.Of(operation.Name, wire.Bucket, wire.Key), fault.Message, fault);
        }
        finally
        {
            if (!handedOn)
            {
                attempt.Dispose();
            }
        }
    }

    /// <summary>Opens a range of an object; no other bytes come out of it.</summary>
    /// <exception cref="ObjectChangedException">The object is another by now, or gone.</exception>
    /// <exception cref="S3ConnectionException">The answer is not that range; the message says what on the way did that.</exception>
    public async Task<VerifiedStream> OpenRangeAsync(
        GetObjectRequest request, PinnedObject pinned, long first, long last, CancellationToken cancellationToken)
    {
        var wire = GetObject.Operation.WriteRequest(request);
        var attempt = await ReopenAsync(GetObject.Operation, wire, pinned, first, last, cancellationToken).ConfigureAwait(false);
        return new VerifiedStream(this, GetObject.Operation, wire, attempt, expected: null);
    }

    /// <summary>Sends the request for an object once more, for a range of it.</summary>
    public async Task<Attempt> ReopenAsync(
        IOperation operation, WireRequest request, PinnedObject pinned, long first, long last, CancellationToken cancellationToken)
    {
        try
        {
            var attempt = await ExchangeAsync(operation, pinned.RangeOf(request, first, last), progress: null, cancellationToken).ConfigureAwait(false);
            try
            {
                pinned.Check(first, last, ServedBytes.Of(attempt.Answer!));
                return attempt;
            }
            catch
            {
                attempt.Dispose();
                throw;
            }
        }
        catch (S3Exception refusal)
        {
            throw pinned.Explain(refusal);
        }
    }

    /// <summary>Waits as long as before the n-th retry of a request.</summary>
    public Task PauseAsync(int retries, CancellationToken cancellationToken) =>
        WaitAsync(Judge.Backoff(retries, Draw()), cancellationToken);

    /// <summary>Signs an operation into a URL; nothing is sent.</summary>
    public async ValueTask<PresignedUrl> PresignAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, TimeSpan expires, CancellationToken cancellationToken)
        where TRequest : class
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(request);
        var wire = operation.WriteRequest(request);
        CustomerKeys.Complete(wire.Headers);
        wire.Headers.RemoveAll(static field => field.Is("Content-Length"));
        var endpoint = EndpointOf(operation, wire.Bucket);
        var (method, target, fields) = ComposedHead.Of(wire, endpoint);
        return await PresignAsync(new RequestHead(method, target, fields), endpoint, expires, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same of an object without anything that its request might say besides.</summary>
    public ValueTask<PresignedUrl> PresignAsync(
        IOperation operation, string bucket, string key, TimeSpan expires, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        ArgumentNullException.ThrowIfNull(key);
        var endpoint = EndpointOf(operation, bucket);
        HeaderField[] host = [new("Host", endpoint.Host)];
        return PresignAsync(new RequestHead(operation.Method, ComposedHead.PathOf(key, endpoint), host), endpoint, expires, cancellationToken);
    }

    private async ValueTask<PresignedUrl> PresignAsync(RequestHead head, Endpoint endpoint, TimeSpan expires, CancellationToken cancellationToken)
    {
        var credentials = await _heads.CredentialsAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new S3ConfigurationException("A URL is signed with credentials, and this client has none on purpose. Give it credentials, or use the object's plain URL.");
        return _heads.Presign(head, endpoint, credentials, _clock.Now, expires);
    }

    private Endpoint EndpointOf(IOperation operation, string? bucket) =>
        _endpoints.Resolve(bucket, _regions.Find(bucket) ?? settings.Endpoint.Region, operation.AllowedOnAccelerate);

    // A store that kept other bytes than were sent, such as the chunks' frames among them, gives itself away by its own checksum.
    private static void RefuseOtherBytes(WireRequest wire, Attempt attempt)
    {
        if (attempt.Checksum is { } sent && attempt.Answer!.Value(ChecksumTable.Of(sent.Algorithm).HeaderName) is { } said && said != sent.ToBase64())
        {
            throw new ChecksumMismatchException($"What was stored as s3://{wire.Bucket}/{wire.Key}", sent.Algorithm, sent.ToBase64(), said);
        }
    }

    private static S3ConnectionException NotS3s(string request, string why, Exception? cause) =>
        new($"The answer to {request} is not in S3's form: {why} Look for what answered in S3's place: a proxy, a portal, another service.", cause);

    private ValueTask<Attempt> ExchangeAsync(
        IOperation operation, WireRequest request, SendProgress? progress, CancellationToken cancellationToken) =>
        RequestSpan.IsWatched ? WatchedAsync(operation, request, progress, cancellationToken) : UnwatchedAsync(operation, request, progress, cancellationToken);

    private async ValueTask<Attempt> WatchedAsync(
        IOperation operation, WireRequest request, SendProgress? progress, CancellationToken cancellationToken)
    {
        using var span = RequestSpan.Start(operation.Name, request.Bucket, request.Key, settings.TimeProvider);
        try
        {
            var attempt = await UnwatchedAsync(operation, request, progress, cancellationToken).ConfigureAwait(false);
            span.Succeeded(attempt.Answer!.Status, attempt.Answer.Value("x-amz-request-id"));
            return attempt;
        }
        catch (Exception fault)
        {
            span.Failed(fault);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Attempt> UnwatchedAsync(
        IOperation operation, WireRequest request, SendProgress? progress, CancellationToken cancellationToken)
    {
        var body = await ObjectBody.TakeAsync(operation, request, settings.GatherLimit, cancellationToken).ConfigureAwait(false);
        CustomerKeys.Complete(request.Headers);
        var region = (operation.Name == "CreateBucket" ? null : _regions.Find(request.Bucket)) ?? settings.Endpoint.Region;
        PayloadPlan? plan = null;
        Exception? failure = null;
        var (tries, cost, redirected, clockSet, renewed) = (1, 0, false, false, false);
        while (true)
        {
            // (2) resolve the endpoint
            var endpoint = _endpoints.Resolve(request.Bucket, region, operation.AllowedOnAccelerate);

            // (3) attach the body and its checksum
            var credentials = await _heads.CredentialsAsync(cancellationToken).ConfigureAwait(false);
            plan ??= await PayloadPlan.MakeAsync(
                request,
                body,
                ChecksumChoice.For(operation, request.Headers, settings),
                endpoint.IsSecure,
                credentials is null,
                settings.PayloadSigning,
                cancellationToken).ConfigureAwait(false);

            // (4) date and sign
            var time = _clock.Now;
            var ready = _heads.Sign(_heads.Compose(operation, request, endpoint, plan), plan.ContentSha256, credentials, endpoint.SigningRegion, time);

            // (5) send
            var attempt = await _dispatch.SendAsync(operation, endpoint, ready, plan, progress, failure, cancellationToken).ConfigureAwait(false);

            // (6) judge
            var situation = new Situation
            {
                Operation = operation.Name,
                HasBucket = request.Bucket is not null,
                IsHead = request.Method == "HEAD",
                Attempt = tries,
                MaxAttempts = settings.MaxAttempts,
                CanReplay = body is null || body.CanReplay || !attempt.BodyTouched,
                Redirected = redirected,
                ClockSet = clockSet,
                Renewed = renewed,
                Region = endpoint.SigningRegion,
                SignedTime = time,
                LocalTime = _clock.Local,
                Quota = _quota.Left,
                Jitter = Draw(),
            };
            var outcome = attempt.Outcome;
            if (outcome.IsThrottle)
            {
                settings.Pace.SlowDown();
            }

            switch (Judge.Of(outcome, situation))
            {
                case Verdict.Return:
                    _quota.Return(cost);
                    settings.Pace.Moved(Pace.RequestCost);
                    return attempt;

                case Verdict.RetryAfter retry when _quota.TryTake(retry.Cost):
                    failure = Failure(operation, request, endpoint, attempt, tries, situation);
                    cost = retry.Cost;
                    tries++;
                    Instruments.Retry(operation.Name, (failure as S3Exception)?.Code ?? "connection");
                    await WaitAsync(retry.Delay, cancellationToken).ConfigureAwait(false);
                    break;

                case Verdict.Redirect redirect when (redirect.Region ?? await AskRegionAsync(request.Bucket!, cancellationToken).ConfigureAwait(false)) is { } named
                    && named != endpoint.SigningRegion:
                    failure = Failure(operation, request, endpoint, attempt, tries, situation);
                    region = named;
                    redirected = true;
                    _regions.Learn(request.Bucket!, named);
                    break;

                case Verdict.AdjustClock adjust:
                    failure = Failure(operation, request, endpoint, attempt, tries, situation);
                    _clock.Adjust(adjust.Offset);
                    clockSet = true;
                    break;

                case Verdict.Renew when await _heads.RenewAsync(credentials, cancellationToken).ConfigureAwait(false):
                    failure = Failure(operation, request, endpoint, attempt, tries, situation);
                    renewed = true;
                    break;

                default:
                    throw Failure(operation, request, endpoint, attempt, tries, situation);
            }
        }
    }

    private Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var waiting = Task.Delay(delay, settings.TimeProvider, cancellationToken);
        if (transport.Blocks)
        {
            // The caller's thread goes on with the request, not the timer's.
            ((IAsyncResult)waiting).AsyncWaitHandle.WaitOne();
        }

        return waiting;
    }

    private double Draw()
    {
        lock (settings.Random)
        {
            return settings.Random.NextDouble();
        }
    }

    // The exception that this attempt would be; it gives the connection back.
    private Exception Failure(
        IOperation operation, WireRequest request, Endpoint endpoint, Attempt attempt, int tries, Situation situation)
    {
        using (attempt)
        {
            if (attempt.Answer is not { } answer)
            {
                var proxy = transport.ProxyFor(endpoint.Scheme, endpoint.Host);
                return ConnectionFailures.ToException(attempt.Fault!, RequestName.Of(operation.Name, request.Bucket, request.Key), endpoint, proxy, attempt.Guard, tries);
            }

            return S3Exception.Of(new Refusal
            {
                Operation = operation.Name,
                Bucket = request.Bucket,
                Key = request.Key,
                Head = attempt.Head,
                Trace = attempt.Trace,
                Status = answer.Status,
                Fields = answer.Fields,
                Document = attempt.Error,
                Attempts = tries,
                WhyNotAgain = situation.CanReplay || Judge.Of(attempt.Outcome, situation with { CanReplay = true }) is Verdict.Fail
                    ? null
                    : "Sending it again might have helped, but the body is a stream that can be read only once: give a file, memory or a stream that can seek.",
            });
        }
    }

    // S3 names the region of a bucket in every answer to HEAD, whoever asks (S3 API, HeadBucket).
    private async Task<string?> AskRegionAsync(string bucket, CancellationToken cancellationToken)
    {
        var endpoint = EndpointRules.Resolve(bucket, settings.Endpoint, acceleratable: false);
        var head = HeadSigner.Compose(new WireRequest { Method = "HEAD", Bucket = bucket }, endpoint);
        var credentials = await _heads.CredentialsAsync(cancellationToken).ConfigureAwait(false);
        var ready = _heads.Sign(head, PayloadHash.EmptySha256, credentials, endpoint.SigningRegion, _clock.Now);
        return await _dispatch.AskRegionAsync(endpoint, ready.Head, cancellationToken).ConfigureAwait(false);
    }
}
