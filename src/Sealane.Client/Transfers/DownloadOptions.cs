using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Transfers;

/// <summary>Which object is downloaded, and on what condition.</summary>
public sealed record DownloadOptions
{
    /// <summary>The version; null for the newest.</summary>
    public string? VersionId { get; init; }

    /// <summary>Only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The customer's own key (SSE-C), base64 of 32 bytes.</summary>
    public Secret? SseCustomerKey { get; init; }

    internal GetObjectRequest ToGet(string bucket, string key) => new()
    {
        Bucket = bucket,
        Key = key,
        VersionId = VersionId,
        IfMatch = IfMatch,
        SSECustomerAlgorithm = SseCustomerKey is null ? null : "AES256",
        SSECustomerKey = SseCustomerKey,
    };
}
