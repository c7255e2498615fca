using System.Globalization;

namespace Sealane.Edge.Mutations;

/// <summary>The framing in which an answer goes back.</summary>
public enum AnswerFraming
{
    /// <summary>Chunked.</summary>
    Chunked,

    /// <summary>With its length, which is waited for.</summary>
    Length,

    /// <summary>Up to the end of the connection.</summary>
    Close,
}

/// <summary>Sends an answer back in another framing.</summary>
/// <param name="framing">Which.</param>
/// <param name="onlyChunked">Whether an answer with a length keeps it.</param>
public sealed class ReframeAnswer(AnswerFraming framing, bool onlyChunked = false) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "reframe-answer";

    /// <inheritdoc/>
    public override string Reason => "Framing belongs to one connection: who streams writes chunks, who buffers writes a length, and HTTP/1.0 ends by closing.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 6; nginx proxy_buffering, HTTP/1.0 caches";

    /// <inheritdoc/>
    public override bool HoldsAnswer => framing == AnswerFraming.Length;

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way)
    {
        var head = answer.Head;
        if (head.Status is 204 or 304 || way.Request.Method == "HEAD" || (onlyChunked && !head.Has("transfer-encoding")))
        {
            return answer;
        }

        var bare = head.Without("content-length").Without("transfer-encoding");
        return framing switch
        {
            AnswerFraming.Chunked when !head.Has("transfer-encoding") => answer with { Head = bare.Adding("Transfer-Encoding", "chunked") },
            AnswerFraming.Length when way.CompleteLength is { } length && answer.Body is { Gzips: false, Slice: null, Replacement: null } =>
                answer with { Head = bare.Adding("Content-Length", length.ToString(CultureInfo.InvariantCulture)) },
            AnswerFraming.Close => answer with { Head = bare.With("Connection", "close") },
            _ => answer,
        };
    }
}
