using Sealane.Signing.Artifacts;
using Sealane.Signing.Signatures;

namespace Sealane.Signing.Journey;

/// <summary>A request as it arrived at an endpoint, and what the endpoint made of it. Kept for accepted requests too.</summary>
public sealed record Arrival
{
    /// <summary>The id that the endpoint gave it, <c>x-amz-request-id</c> in the answer.</summary>
    public required string RequestId { get; init; }

    /// <summary>The head as it arrived, raw.</summary>
    public required byte[] Head { get; init; }

    /// <summary>What the head says about its signature; null when it carries none or it cannot be read.</summary>
    public Authorization? Authorization { get; init; }

    /// <summary>The check of the signature; null when it did not come to that.</summary>
    public Verification? Verification { get; init; }

    /// <summary>The status that was answered.</summary>
    public required int Status { get; init; }

    /// <summary>S3's error code; null for success.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>S3's error message; null for success.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The operation's name; null when it did not come to that.</summary>
    public string? Operation { get; init; }

    /// <summary>The bucket that the request named.</summary>
    public string? Bucket { get; init; }

    /// <summary>The key that the request named.</summary>
    public string? Key { get; init; }

    /// <summary>The endpoint's clock when the request arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Id, status and error code; heads and signatures hold secrets and are not printed.</summary>
    public override string ToString() => $"{RequestId}: {Status}{(ErrorCode is null ? "" : $" {ErrorCode}")}";
}
