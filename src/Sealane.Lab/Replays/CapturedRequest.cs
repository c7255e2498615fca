using Sealane.Signing.Journey;

namespace Sealane.Lab.Replays;

/// <summary>A request as a client sent it, byte for byte; it can be sent again for as long as its lab lives.</summary>
public sealed class CapturedRequest
{
    private readonly CapturedBody? _body;

    internal CapturedRequest(byte[] head, CapturedBody? body, BodyFraming framing, DateTimeOffset time, Voyage voyage)
    {
        Head = head;
        _body = body;
        Framing = framing;
        Time = time;
        Voyage = voyage;
    }

    /// <summary>The head, its empty line included, as it stood before the first edge.</summary>
    public byte[] Head { get; }

    /// <summary>How the body is framed.</summary>
    public BodyFraming Framing { get; }

    /// <summary>When it came.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The voyage that it was captured on.</summary>
    public Voyage Voyage { get; }

    /// <summary>Bytes of the body, framing included.</summary>
    public long BodyLength => _body?.Length ?? 0;

    /// <summary>Why it cannot be sent again, in a clause; null when it can.</summary>
    public string? Omission => _body is { } body
        ? body.Omission ?? (body.IsWhole ? null : "its body never came to an end")
        : HasBody ? "it was answered before its body was sent" : null;

    private bool HasBody => Framing is BodyFraming.Chunked or BodyFraming.Both
        || (Framing == BodyFraming.ContentLength && MessageHead.Parse(Head).Value("content-length") is not (null or "0"));

    /// <summary>Writes head and body to a connection; not by two at once.</summary>
    public async Task WriteToAsync(Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        await target.WriteAsync(Head, cancellationToken).ConfigureAwait(false);
        await WriteBodyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The request line, a presigned signature masked.</summary>
    public override string ToString() => MessageHead.Parse(Head).ToString();

    internal async Task WriteBodyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (_body is not null)
        {
            await _body.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
        }

        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
