using Sealane.Protocol.Errors;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Imitations;

/// <summary>What came back for an imitated upload.</summary>
/// <param name="Head">The head of the final answer.</param>
/// <param name="Body">Its body, decoded from its framing.</param>
public sealed record ImitatedAnswer(MessageHead Head, byte[] Body)
{
    /// <summary>The status.</summary>
    public int Status => Head.Status ?? 0;

    /// <summary>Whether the object was stored.</summary>
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>The id of the request, as the endpoint gave it; null when no endpoint answered.</summary>
    public string? RequestId => Head.Value("x-amz-request-id");

    /// <summary>S3's error document; null when there is none.</summary>
    public ErrorDocument? Error => Succeeded ? null : ErrorDocument.Read(Body);

    /// <summary>Status, and error code when there is one.</summary>
    public override string ToString() => Error is { } error ? $"{Status} {error.Code}" : $"{Status}";
}
