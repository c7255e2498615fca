using Microsoft.AspNetCore.Http;
using Sealane.Protocol;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Wire;
using Sealane.Server.Addressing;
using Sealane.Server.Authentication;
using Sealane.Server.Handlers;
using Sealane.Server.Http;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Server.Serving;

/// <summary>Answers S3 requests. Thread-safe.</summary>
internal sealed class S3Service
{
    private readonly ServiceSettings _settings;
    private readonly Authenticator _authenticator;

    public S3Service(ServiceSettings settings)
    {
        _settings = settings;
        _authenticator = new(settings.Credentials, new SigningKeyCache());
    }

    /// <summary>Serves one request; the story of this server.</summary>
    /// <remarks>
    /// <code>
    /// head -> address -> verify -> route -> check -> read -> handle -> write
    ///   \________\_________\________\_______\______\________\______-> refuse, and leave the evidence
    /// </code>
    /// Steps 1 to 5 need the head alone: who waits for "100 Continue" gets the refusal instead and sends no body.
    /// </remarks>
    public async Task ServeAsync(HttpContext context)
    {
        // 1. The head, byte for byte as it arrived.
        var exchange = new Exchange(context, HeadFromKestrel.Read(context), _settings.Time.GetUtcNow());

        try
        {
            // 2. Where it goes.
            await AddressAsync(exchange).ConfigureAwait(false);

            // 3. Who sends it.
            AccessDecision.Granted caller = Verify(exchange);

            // 4. What it asks for.
            RequestHead head = caller.Signed.Form == AuthorizationForm.Query ? WireReader.WithHoisted(exchange.Arrived) : exchange.Arrived;
            Handler handler = exchange.Handler = Route(exchange, head);

            // 5. Whether that can be had here, this way.
            await CheckAsync(exchange, head, caller.Signed).ConfigureAwait(false);

            // 6. The request in full; from here on the body is asked for.
            PayloadPlan plan = PayloadPlan.Read(head, handler.Operation.RequestChecksum != RequestChecksum.None);
            var payload = new Payload(plan, context.Request.BodyReader, caller.Caller.AccessKeyId, caller.Checked);
            exchange.Payload = payload;
            WireRequest wire = await WireReader.ReadAsync(handler.Operation, exchange.Address!, head, payload, exchange.Aborted)
                .ConfigureAwait(false);

            // 7. The work.
            WireResponse result = await handler.Read(wire)(CallOf(exchange, payload)).ConfigureAwait(false);

            // 8. The answer.
            await AnswerAsync(exchange, result).ConfigureAwait(false);
        }
        catch (Exception failure) when (Refusing.Of(failure, exchange.Aborted) is { } refusal)
        {
            await RefuseAsync(exchange, refusal).ConfigureAwait(false);
        }
    }

    private async Task AddressAsync(Exchange exchange)
    {
        exchange.Address = Address.Read(exchange.Arrived.Value("host"), exchange.Arrived.Path, _settings.Domains)
            ?? throw new RefusedException(new(RequestErrors.InvalidURI));

        if (exchange.Address.Bucket is { } bucket)
        {
            exchange.Bucket = await _settings.Store.FindBucketAsync(bucket, exchange.Aborted).ConfigureAwait(false);
        }
    }

    private AccessDecision.Granted Verify(Exchange exchange)
    {
        Address address = exchange.Address!;
        BucketEntry? bucket = exchange.Bucket;

        // A regional host speaks for its region; any other name for the bucket's, which a bucket made on first use takes from the caller.
        bool anyRegion = address.Host.Region is null && bucket is null && address.Bucket is not null && _settings.CreateBucketsOnFirstUse;
        string? region = anyRegion ? null : address.Host.Region ?? bucket?.Region ?? _settings.Region;

        exchange.Access = _authenticator.Judge(
            exchange.Arrived, new(region, region is not null && region == bucket?.Region, address.Host.IsAccelerate), exchange.Now);

        return exchange.Access switch
        {
            AccessDecision.Granted granted => granted,
            AccessDecision.Denied denied => throw new RefusedException(denied.Refusal),
            _ => throw new InvalidOperationException("A decision is either a grant or a denial."),
        };
    }

    private static Handler Route(Exchange exchange, RequestHead head)
    {
        Address address = exchange.Address!;
        IOperation? operation = OperationTable.Match(
            head.Method,
            address.Bucket is not null,
            address.Key is not null,
            WireReader.Query(head),
            head.Fields,
            out string? unimplemented);

        if (unimplemented is not null)
        {
            return (head.Method == "GET" ? Unconfigured.Find(unimplemented, address.Key is not null) : null)
                ?? throw new RefusedException(new Refusal(
                    RequestErrors.NotImplemented, $"The sub-resource ?{unimplemented} is not implemented by this endpoint")
                    .With("Header", unimplemented));
        }

        return operation is null
            ? throw new RefusedException(new Refusal(RequestErrors.MethodNotAllowed)
                .With("Method", head.Method)
                .With("ResourceType", address.Key is not null ? "OBJECT" : address.Bucket is not null ? "BUCKET" : "SERVICE"))
            : HandlerTable.Find(operation) ?? throw new RefusedException(new Refusal(
                RequestErrors.NotImplemented, $"The operation {operation.Name} is not implemented by this endpoint"));
    }

    private async Task CheckAsync(Exchange exchange, RequestHead head, Authorization signed)
    {
        Address address = exchange.Address!;
        IOperation operation = exchange.Handler!.Operation;

        if (FeatureChecks.Judge(head, address.Key, WireReader.Query(head)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        if (exchange.Bucket is null && _settings.CreateBucketsOnFirstUse && MayCreate(operation, address.Bucket))
        {
            await _settings.Store.AddBucketAsync(
                new(address.Bucket!, signed.Scope.Region, WholeSeconds(exchange.Now), AccelerationState.Enabled), exchange.Aborted)
                .ConfigureAwait(false);
            exchange.Bucket = await _settings.Store.FindBucketAsync(address.Bucket!, exchange.Aborted).ConfigureAwait(false);
        }

        bool IsNew(BucketEntry bucket) => exchange.Now < bucket.Created + _settings.TemporaryRedirects;

        if (BucketChecks.Judge(address, exchange.Bucket, operation, exchange.Arrived.Target, IsNew) is { } objection)
        {
            throw new RefusedException(objection);
        }
    }

    private static bool MayCreate(IOperation operation, string? bucket) => bucket is not null
        && BucketName.WhyInvalid(bucket) is null
        && operation.Name != CreateBucket.Operation.Name
        && operation.Name != DeleteBucket.Operation.Name;

    private Call CallOf(Exchange exchange, Payload payload) => new()
    {
        Store = _settings.Store,
        Address = exchange.Address!,
        Bucket = exchange.Bucket,
        Region = _settings.Region,
        Now = WholeSeconds(exchange.Now),
        Payload = payload,
        Aborted = exchange.Aborted,
    };

    private async Task AnswerAsync(Exchange exchange, WireResponse result)
    {
        // The evidence first: whoever sees the answer may ask for it at once.
        _settings.OnArrival?.Invoke(exchange.ToArrival(result.Status, null));
        await Answer.WriteAsync(exchange.Context, result, exchange.Ids, exchange.Now, exchange.Aborted).ConfigureAwait(false);
    }

    private async Task RefuseAsync(Exchange exchange, Refusal refusal)
    {
        HttpContext context = exchange.Context;

        if (context.Response.HasStarted)
        {
            // Half an answer is out: only a broken connection tells the client that the rest is missing.
            context.Abort();
            return;
        }

        context.Response.Clear();
        _settings.OnArrival?.Invoke(exchange.ToArrival(refusal.Row.Status, refusal));

        if (exchange.Aborted.IsCancellationRequested)
        {
            return;
        }

        bool unread = exchange.HasUnreadBody;

        if (unread)
        {
            context.Response.Headers.Connection = "close";
        }

        await Answer.RefuseAsync(context, refusal, exchange.Resource, exchange.Ids, exchange.Now, exchange.Aborted).ConfigureAwait(false);

        if (unread)
        {
            await Linger.DrainAsync(context).ConfigureAwait(false);
        }
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
