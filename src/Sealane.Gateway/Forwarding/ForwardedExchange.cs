using Microsoft.AspNetCore.Http;
using Sealane.Gateway.Records;
using Sealane.Server.Http;
using Sealane.Server.Refusals;
using Sealane.Server.Serving;
using Sealane.Signing.Text;

namespace Sealane.Gateway.Forwarding;

/// <summary>One request on its way through the gateway, and what its line in the log will say.</summary>
internal sealed class ForwardedExchange(HttpContext context, TimeProvider time) : Exchange(context, HeadFromKestrel.Read(context), time.GetUtcNow())
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>The status that was answered, or was to be.</summary>
    public int? Status { get; set; }

    /// <summary>Why the gateway refused it, or null.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>The same as the log tells it.</summary>
    public string? Explanation { get; set; }

    public string? StoreRequestId { get; set; }

    public long BytesIn { get; set; }

    public long BytesOut { get; set; }

    public ForwardedRequest ToRecord() => new()
    {
        Time = Now,
        RequestId = Ids.RequestId,
        StoreRequestId = StoreRequestId,
        Client = Context.Connection.RemoteIpAddress?.ToString(),
        AccessKeyId = Access?.Authorization?.AccessKeyId,
        Method = Arrived.Method,
        Operation = Operation,
        Target = Secrecy.MaskTarget(Arrived.Target),
        Status = Aborted.IsCancellationRequested && Refusal is not null ? null : Status,
        ErrorCode = Refusal?.Row.Code,
        Explanation = Explanation,
        BytesIn = BytesIn,
        BytesOut = BytesOut,
        Duration = time.GetElapsedTime(_begun),
    };
}
