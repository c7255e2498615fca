using Microsoft.AspNetCore.Http;
using Sealane.Server.Addressing;
using Sealane.Server.Authentication;
using Sealane.Server.Http;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Server.Serving;

/// <summary>
/// One request on its way through the service: what is known of it so far, which is also what it leaves behind as evidence.
/// </summary>
internal class Exchange(HttpContext context, RequestHead arrived, DateTimeOffset now)
{
    public HttpContext Context => context;

    /// <summary>The head as it arrived: what the signature is checked against.</summary>
    public RequestHead Arrived => arrived;

    /// <summary>When it arrived, by this endpoint's clock.</summary>
    public DateTimeOffset Now => now;

    public RequestIds Ids { get; } = RequestIds.New();

    public Address? Address { get; set; }

    public BucketEntry? Bucket { get; set; }

    public AccessDecision? Access { get; set; }

    /// <summary>The operation's name, when it came to that.</summary>
    public string? Operation { get; set; }

    public Payload? Payload { get; set; }

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The path of the bucket or object, as error documents name it.</summary>
    public string Resource => Address switch
    {
        { Bucket: { } bucket, Key: { } key } => $"/{bucket}/{key}",
        { Bucket: { } bucket } => "/" + bucket,
        _ => "/",
    };

    /// <summary>Whether bytes of the body may still be on their way.</summary>
    public bool HasUnreadBody => Payload is { } payload
        ? !payload.IsConsumed
        : arrived.Has("transfer-encoding") || arrived.Value("content-length") is not (null or "0");

    /// <summary>The record of this request for whoever composes.</summary>
    public Arrival ToArrival(int status, Refusal? refusal) => new()
    {
        RequestId = Ids.RequestId,
        Head = HeadFromKestrel.ToBytes(arrived),
        Authorization = Access?.Authorization,
        Verification = Access?.Verification,
        Status = status,
        ErrorCode = refusal?.Row.Code,
        ErrorMessage = refusal?.Text,
        Operation = Operation,
        Bucket = Address?.Bucket,
        Key = Address?.Key,
        Time = now,
    };
}
