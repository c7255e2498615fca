using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Streaming;

namespace Sealane.Signing.Signatures;

/// <summary>A head that carries its signature, and how that came about.</summary>
public sealed class SignedRequest
{
    private readonly SigningKey _key;

    internal SignedRequest(RequestHead head, SignatureTrace trace, SigningKey key)
    {
        Head = head;
        Trace = trace;
        _key = key;
    }

    /// <summary>The head to send: with x-amz-date, x-amz-content-sha256, the session token and Authorization, or with the presigned query.</summary>
    public RequestHead Head { get; }

    /// <summary>Every value between the head and its signature.</summary>
    public SignatureTrace Trace { get; }

    /// <summary>Starts the chain for a body of signed chunks.</summary>
    public ChunkSigner StartChunks() => new(_key, Trace.Timestamp, Trace.SignatureDigits);
}
