using Sealane.Protocol.Errors;
using Sealane.Server.Addressing;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>One request that has passed every check of its head: what a handler works with.</summary>
internal sealed record Call
{
    public required IObjectStore Store { get; init; }

    /// <summary>Where the request goes.</summary>
    public required Address Address { get; init; }

    /// <summary>The bucket, which exists; null for an operation that has none or makes it.</summary>
    public required BucketEntry? Bucket { get; init; }

    /// <summary>The region of an endpoint whose host names none.</summary>
    public required string Region { get; init; }

    /// <summary>When the request arrived, in whole seconds: S3 shows one instant in headers and listings.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The body, where the operation streams one.</summary>
    public required Payload Payload { get; init; }

    /// <summary>The connection's end.</summary>
    public required CancellationToken Aborted { get; init; }

    /// <summary>The region that the endpoint of this request speaks for.</summary>
    public string EndpointRegion => Address.Host.Region ?? Region;

    /// <summary>Throws what a write that was not done is to be answered with.</summary>
    /// <param name="result">How the write ended.</param>
    /// <param name="key">The key it was about.</param>
    /// <param name="condition">The header that made it conditional.</param>
    public void Require(WriteResult result, string? key = null, string? condition = null)
    {
        Refusal? refusal = result switch
        {
            WriteResult.Done => null,
            WriteResult.NoSuchBucket => new Refusal(BucketErrors.NoSuchBucket).With("BucketName", Address.Bucket),
            WriteResult.BucketNotEmpty => new Refusal(BucketErrors.BucketNotEmpty).With("BucketName", Address.Bucket),
            WriteResult.NoSuchKey => new Refusal(ObjectErrors.NoSuchKey).With("Key", key),
            WriteResult.NoSuchUpload => new Refusal(ObjectErrors.NoSuchUpload),
            WriteResult.PartChanged => new Refusal(ObjectErrors.InvalidPart),
            _ => new Refusal(ObjectErrors.PreconditionFailed).With("Condition", condition),
        };

        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }
}
