using Sealane.Protocol.Errors;

namespace Sealane.Diagnostics;

/// <summary>S3 refused a request. The message has S3's words, what they mean and what to try.</summary>
public class S3Exception : Exception
{
    internal S3Exception(Refusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>S3's code, such as <c>NoSuchKey</c>; the status as text for an answer without a document, as all to HEAD are.</summary>
    public string Code => Refusal.Row.Code;

    /// <summary>The HTTP status.</summary>
    public int Status => Refusal.Status;

    /// <summary>S3's own words; empty when it said none.</summary>
    public string S3Message => Refusal.Document?.Message ?? string.Empty;

    /// <summary>
    /// The id of the request (x-amz-request-id), for S3's support and for the log of an endpoint; null when there was none.
    /// </summary>
    public string? RequestId => Refusal.RequestId;

    /// <summary>The second half of that id (x-amz-id-2); null when there was none.</summary>
    public string? HostId => Refusal.HostId;

    /// <summary>The operation's name.</summary>
    public string Operation => Refusal.Operation;

    /// <summary>What to try.</summary>
    public string Remedy => Refusal.Remedy;

    /// <summary>Whether sending the same request again may help; the client has tried as often as it is told to.</summary>
    public bool IsRetryable => Refusal.Row.Retryable;

    private protected Refusal Refusal { get; }

    internal static S3Exception Of(Refusal refusal) =>
        refusal.Row.Code == AccessErrors.SignatureDoesNotMatch.Code ? new SignatureMismatchException(refusal) : new S3Exception(refusal, refusal.ToMessage());
}
