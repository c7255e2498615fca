using Microsoft.AspNetCore.Http;
using Sealane.Doctor;
using Sealane.Doctor.Reports;
using Sealane.Gateway.Callers;
using Sealane.Gateway.Records;
using Sealane.Gateway.Upstream;
using Sealane.Protocol;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Wire;
using Sealane.Sending;
using Sealane.Server.Addressing;
using Sealane.Server.Authentication;
using Sealane.Server.Http;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Serving;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Transport;
using Answer = Sealane.Transport.Answer;
using PayloadPlan = Sealane.Server.Payloads.PayloadPlan;

namespace Sealane.Gateway.Forwarding;

/// <summary>An endpoint's front with a store's client behind it. Keeps nothing between requests. Thread-safe.</summary>
/// <param name="callers">Who may come in.</param>
/// <param name="domains">Names under which <c>BUCKET.NAME</c> addresses a bucket.</param>
/// <param name="store">The store.</param>
/// <param name="counters">Counts.</param>
/// <param name="onRequest">Gets the record of each request when it has ended.</param>
internal sealed class GatewayService(
    IReadOnlyList<CallerKey> callers,
    IReadOnlyList<string> domains,
    Store store,
    GatewayCounters counters,
    Action<ForwardedRequest>? onRequest) : Front([.. callers.Select(caller => caller.Credentials)], domains)
{
    private const string FindingHeader = "x-sealane-finding";
    private const string RequestIdHeader = "x-sealane-request-id";

    private readonly Dictionary<string, CallerKey> _callers = callers.ToDictionary(caller => caller.Credentials.AccessKeyId, StringComparer.Ordinal);
    private readonly SignatureDoctor _doctor = new(new SigningKeyCache());

    /// <summary>Serves one request.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        counters.Begin();
        var exchange = new ForwardedExchange(context, store.Time);
        try
        {
            await ServeAsync(exchange).ConfigureAwait(false);
        }
        finally
        {
            var record = exchange.ToRecord();
            counters.End(record);
            onRequest?.Invoke(record);
        }
    }

    // Callers sign for whatever region they like: it is the store's that counts, and the gateway knows that.
    protected override ValueTask<AccessExpectation> ExpectAsync(Exchange exchange, Address address) =>
        new(new AccessExpectation(Region: null, IsBucketRegion: false, address.Host.IsAccelerate));

    /// <summary>The story of a gateway from the place where the caller is known.</summary>
    /// <remarks>
    /// <code>
    /// permit -> plan -> sign anew -> send, the body verified on the way -> answer
    /// </code>
    /// The caller's body is asked for when the store is ready for it, and the store has its end when all of it is verified.
    /// </remarks>
    protected override async Task ServeAsync(Exchange exchange, AccessDecision.Granted caller)
    {
        var forwarded = (ForwardedExchange)exchange;
        var address = exchange.Address!;
        var isPresigned = caller.Signed.Form == AuthorizationForm.Query;

        // 1. What it asks for, and whether the caller may.
        var head = isPresigned ? WireReader.WithHoisted(exchange.Arrived) : exchange.Arrived;
        var operation = Match(head, address, out var named);
        exchange.Operation = named;
        if (Permissions.Judge(_callers[caller.Caller.AccessKeyId], address, head) is { } objection)
        {
            throw new RefusedException(objection);
        }

        // 2. What it promises of its body, and how that goes on.
        var plan = PayloadPlan.Read(head, operation is not { RequestChecksum: RequestChecksum.None });
        var payload = new Payload(plan, exchange.Context.Request.BodyReader, caller.Caller.AccessKeyId, caller.Checked);
        exchange.Payload = payload;
        var endpoint = store.EndpointOf(address.Bucket);
        var form = ForwardedPayload.Of(plan, head.Has("content-length"), store.SignsChunks(endpoint), store.KnowsTrailers);

        // 3. Signed anew, with the store's key.
        var credentials = await store.CredentialsAsync(exchange.Aborted).ConfigureAwait(false);
        var signed = store.Sign(ForwardedHead.Of(head, isPresigned, address, endpoint, form), form.Word, endpoint, credentials);

        // 4. Sent, and verified as it passes.
        using var guard = store.Guard(exchange.Aborted);
        using var body = plan.HasBody || plan.IsChunked ? new ForwardedBody(payload, form, signed.StartChunks, guard) : null;
        using var answer = await SendAsync(forwarded, endpoint, signed.Head, body, form, guard).ConfigureAwait(false);

        // 5. Answered.
        await AnswerAsync(forwarded, answer, guard).ConfigureAwait(false);
    }

    protected override void Record(Exchange exchange, int status, Refusal? refusal)
    {
        var forwarded = (ForwardedExchange)exchange;
        (forwarded.Status, forwarded.Refusal) = (status, refusal);
    }

    // The caller is told which rule was broken; what the doctor found out besides is for who runs the gateway.
    protected override Refusal Explain(Exchange exchange, Refusal refusal)
    {
        var forwarded = (ForwardedExchange)exchange;
        refusal = refusal.WithHeader(RequestIdHeader, exchange.Ids.RequestId);
        if (exchange.Access is not AccessDecision.Denied)
        {
            forwarded.Explanation = refusal.Text;
            return refusal;
        }

        var diagnosis = _doctor.Examine(
            new Voyage { Id = exchange.Ids.RequestId, Hops = [], Arrival = exchange.ToArrival(refusal.Row.Status, refusal) },
            key => _callers.GetValueOrDefault(key)?.Credentials.SecretAccessKey);
        forwarded.Explanation = TextReport.Write(diagnosis);
        return diagnosis.Findings is [{ } finding, ..] ? refusal.WithHeader(FindingHeader, $"{finding.Id} {finding.Title}") : refusal;
    }

    private async Task<Answer> SendAsync(
        ForwardedExchange exchange, Endpoints.Endpoint endpoint, RequestHead head, ForwardedBody? body, ForwardedPayload form, IdleGuard guard)
    {
        try
        {
            OutgoingBody? outgoing = body is null ? null : new(form.Length, body.WriteAsync);
            return await store.SendAsync(endpoint, head, outgoing, guard, exchange.Aborted).ConfigureAwait(false);
        }
        catch (Exception) when (body?.Refused is not null)
        {
            throw body.Refused;
        }
        finally
        {
            exchange.BytesIn = body?.Received ?? 0;
        }
    }

    private async Task AnswerAsync(ForwardedExchange exchange, Answer answer, IdleGuard guard)
    {
        exchange.StoreRequestId = answer.Value("x-amz-request-id");
        using var document = MaySpeakOfTheGateway(exchange.Arrived.Method, answer) ? await AnswerDocument.ReadAsync(answer, guard, tolerant: true).ConfigureAwait(false) : null;
        if (StoreErrors.OfDocument(document is null ? null : ErrorDocument.Read(document.Bytes.Span)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        Record(exchange, answer.Status, refusal: null);
        var response = exchange.Context.Response;
        ForwardedAnswer.Begin(response, answer);
        response.Headers[RequestIdHeader] = exchange.Ids.RequestId;
        var unread = EndsConnection(exchange);
        if (document is null)
        {
            await CopyAsync(exchange, answer, response, guard).ConfigureAwait(false);
        }
        else
        {
            response.ContentLength = exchange.BytesOut = document.Bytes.Length;
            await response.BodyWriter.WriteAsync(document.Bytes, exchange.Aborted).ConfigureAwait(false);
        }

        if (unread)
        {
            await Linger.DrainAsync(exchange.Context).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(ForwardedExchange exchange, Answer answer, HttpResponse response, IdleGuard guard)
    {
        try
        {
            exchange.BytesOut = await ForwardedAnswer.CopyAsync(answer.Body, response, guard, exchange.Aborted).ConfigureAwait(false);
        }
        catch (Exception fault) when (ConnectionFailures.Is(fault) && !exchange.Aborted.IsCancellationRequested)
        {
            exchange.Explanation = $"The store's answer broke off: {fault.Message}";
            throw new RefusedException(StoreErrors.Broken(fault.Message));
        }
    }

    private static bool MaySpeakOfTheGateway(string method, Answer answer) =>
        method != "HEAD" && answer.Status is 301 or 307 or 400 or 403 && answer.Length is not 0;

    private static IOperation? Match(RequestHead head, Address address, out string? name)
    {
        var operation = OperationTable.Match(
            head.Method, address.Bucket is not null, address.Key is not null, WireReader.Query(head), head.Fields, out var unimplemented);
        name = unimplemented is null ? operation?.Name : $"?{unimplemented}";
        return unimplemented is null ? operation : null;
    }
}
