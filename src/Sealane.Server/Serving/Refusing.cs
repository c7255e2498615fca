using Microsoft.AspNetCore.Http;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Wire;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Serving;

/// <summary>What a failure is answered with.</summary>
internal static class Refusing
{
    /// <summary>The answer, or null when there is nobody left to answer.</summary>
    public static Refusal? Of(Exception failure, CancellationToken aborted) => failure switch
    {
        RefusedException refused => refused.Refusal,
        WireFormatException wire => OfWire(wire),
        _ when aborted.IsCancellationRequested => null,
        StorageFullException full => new(ServiceErrors.ServiceUnavailable, full.Message),
        BadHttpRequestException bad => new(RequestErrors.BadRequest, bad.Message),
        OperationCanceledException => null,

        // Whatever it was, it is this endpoint's own fault: the client learns that much, and the next request is served.
        _ => new(ServiceErrors.InternalError, $"{ServiceErrors.InternalError.Message} ({failure.GetType().Name}: {failure.Message})"),
    };

    private static Refusal OfWire(WireFormatException wire)
    {
        ErrorRow row = ErrorTable.Find(wire.Code) ?? RequestErrors.InvalidRequest;
        return new Refusal(row, row.Code == RequestErrors.MalformedXML.Code ? null : wire.Message)
            .With("ArgumentName", wire.ArgumentName)
            .With("ArgumentValue", wire.ArgumentValue);
    }
}
