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
using Sealane.Signing.Requests;

namespace Sealane.Server.Serving;

/// <summary>Answers S3 requests out of a store. Thread-safe.</summary>
internal sealed class S3Service(ServiceSettings settings) : Front(settings.Credentials, settings.Domains)
{
    /// <summary>Serves one request.</summary>
    public Task ServeAsync(HttpContext context) => ServeAsync(new Exchange(context, HeadFromKestrel.Read(context), settings.Time.GetUtcNow()));

    protected override async ValueTask<AccessExpectation> ExpectAsync(Exchange exchange, Address address)
    {
        BucketEntry? bucket = exchange.Bucket = address.Bucket is { } name
            ? await settings.Store.FindBucketAsync(name, exchange.Aborted).ConfigureAwait(false)
            : null;

        // A regional host speaks for its region; any other name for the bucket's, which a bucket made on first use takes from the caller.
        bool anyRegion = address.Host.Region is null && bucket is null && address.Bucket is not null && settings.CreateBucketsOnFirstUse;
        string? region = anyRegion ? null : address.Host.Region ?? bucket?.Region ?? settings.Region;
        return new(region, region is not null && region == bucket?.Region, address.Host.IsAccelerate);
    }

    /// <summary>The story of this server from the place where the caller is known.</summary>
    /// <remarks>
    /// <code>
    /// route -> check -> read -> handle -> write
    /// </code>
    /// Route and check need the head alone: who waits for "100 Continue" gets the refusal instead and sends no body.
    /// </remarks>
    protected override async Task ServeAsync(Exchange exchange, AccessDecision.Granted caller)
    {
        // 4. What it asks for.
        RequestHead head = caller.Signed.Form == AuthorizationForm.Query ? WireReader.WithHoisted(exchange.Arrived) : exchange.Arrived;
        Handler handler = Route(exchange, head);
        exchange.Operation = handler.Name;

        // 5. Whether that can be had here, this way.
        await CheckAsync(exchange, handler.Operation, head, caller.Signed).ConfigureAwait(false);

        // 6. The request in full; from here on the body is asked for.
        PayloadPlan plan = PayloadPlan.Read(head, handler.Operation.RequestChecksum != RequestChecksum.None);
        var payload = new Payload(plan, exchange.Context.Request.BodyReader, caller.Caller.AccessKeyId, caller.Checked);
        exchange.Payload = payload;
        WireRequest wire = await WireReader.ReadAsync(handler.Operation, exchange.Address!, head, payload, exchange.Aborted)
            .ConfigureAwait(false);

        // 7. The work.
        WireResponse result = await handler.Read(wire)(CallOf(exchange, payload)).ConfigureAwait(false);

        // 8. The answer. The evidence first: whoever sees the answer may ask for it at once.
        Record(exchange, result.Status, null);
        await Answer.WriteAsync(exchange.Context, result, exchange.Ids, exchange.Now, exchange.Aborted).ConfigureAwait(false);
    }

    protected override void Record(Exchange exchange, int status, Refusal? refusal) =>
        settings.OnArrival?.Invoke(exchange.ToArrival(status, refusal));

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

    private async Task CheckAsync(Exchange exchange, IOperation operation, RequestHead head, Authorization signed)
    {
        Address address = exchange.Address!;

        if (FeatureChecks.Judge(head, address.Key, WireReader.Query(head)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        if (exchange.Bucket is null && settings.CreateBucketsOnFirstUse && MayCreate(operation, address.Bucket))
        {
            await settings.Store.AddBucketAsync(
                new(address.Bucket!, signed.Scope.Region, WholeSeconds(exchange.Now), AccelerationState.Enabled), exchange.Aborted)
                .ConfigureAwait(false);
            exchange.Bucket = await settings.Store.FindBucketAsync(address.Bucket!, exchange.Aborted).ConfigureAwait(false);
        }

        bool IsNew(BucketEntry bucket) => exchange.Now < bucket.Created + settings.TemporaryRedirects;

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
        Store = settings.Store,
        Address = exchange.Address!,
        Bucket = exchange.Bucket,
        Region = settings.Region,
        Now = WholeSeconds(exchange.Now),
        Payload = payload,
        Aborted = exchange.Aborted,
    };

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
