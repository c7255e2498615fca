namespace Sealane.Gateway.Records;

/// <summary>What became of one request: a line of a log. No secret is in it, and no signature.</summary>
public sealed record ForwardedRequest
{
    /// <summary>When it came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The gateway's id of it: <c>x-sealane-request-id</c> in the answer.</summary>
    public required string RequestId { get; init; }

    /// <summary>The store's id of it; null when the store did not answer.</summary>
    public string? StoreRequestId { get; init; }

    /// <summary>The caller's address; null when it is not known.</summary>
    public string? Client { get; init; }

    /// <summary>The access key id; null when the request names none that can be read.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The operation, or the part of S3 that the query names; null when it did not come to that.</summary>
    public string? Operation { get; init; }

    /// <summary>Path and query as they came, a signature in them masked.</summary>
    public required string Target { get; init; }

    /// <summary>The status; null when the caller went away before there was one.</summary>
    public int? Status { get; init; }

    /// <summary>The error code of a refusal of the gateway's own; null for the store's answers.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why the gateway refused it: the doctor's text for a signature, else a sentence; null when it did not.</summary>
    public string? Explanation { get; init; }

    /// <summary>The bytes of the object that came in.</summary>
    public long BytesIn { get; init; }

    /// <summary>The bytes of the body that went out.</summary>
    public long BytesOut { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The line of an access log.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Client ?? "-"} {AccessKeyId ?? "-"} {Operation ?? "-"} {Method} {Target} {Status?.ToString(null, null) ?? "-"} {ErrorCode ?? "-"} in={BytesIn} out={BytesOut} {Duration.TotalMilliseconds:0}ms {RequestId} {StoreRequestId ?? "-"}");
}
