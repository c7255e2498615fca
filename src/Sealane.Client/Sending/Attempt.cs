using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>
/// One sending of a request and what came back. Disposing it gives the connection back, unless the body's stream has been handed on.
/// </summary>
internal sealed class Attempt(RequestHead head, SignatureTrace? trace, IdleGuard guard) : IDisposable
{
    public RequestHead Head => head;

    /// <summary>How the signature came about; null for an unsigned request.</summary>
    public SignatureTrace? Trace => trace;

    public IdleGuard Guard => guard;

    /// <summary>The answer's head, or null when none came.</summary>
    public Answer? Answer { get; set; }

    /// <summary>The answer's document; null when there is none or the body is a stream.</summary>
    public AnswerDocument? Document { get; set; }

    /// <summary>The answer's error document, or null.</summary>
    public ErrorDocument? Error { get; set; }

    /// <summary>What kept an answer from coming, or null.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The checksum of the body that was sent.</summary>
    public Checksum? Checksum { get; set; }

    /// <summary>Whether the body's source has been read.</summary>
    public bool BodyTouched { get; set; }

    /// <summary>What is judged.</summary>
    public Outcome Outcome => Answer is null
        ? new Outcome { Fault = ConnectionFailures.KindOf(Fault!) }
        : new Outcome { Status = Answer.Status is 200 && Error is not null ? 500 : Answer.Status, Fields = Answer.Fields, Error = Error };

    public void Dispose()
    {
        Document?.Dispose();
        Answer?.Dispose();
        guard.Dispose();
    }
}
