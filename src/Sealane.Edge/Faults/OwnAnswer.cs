using System.Globalization;
using System.Text;

namespace Sealane.Edge.Faults;

/// <summary>The edge answers in the endpoint's place; nothing goes on.</summary>
public abstract record OwnAnswer : Fault
{
    /// <value>Whether the request's body is read first and the connection kept; else the answer comes at once and the connection ends.</value>
    internal virtual bool TakesBody => true;

    /// <summary>The head of the answer.</summary>
    internal abstract byte[] Head { get; }

    /// <summary>Its body, for methods that have one.</summary>
    internal virtual byte[] Body => [];
}

/// <summary>Answers with S3's error document.</summary>
/// <param name="Status">The status, as 503.</param>
/// <param name="Code">S3's code, as <c>SlowDown</c>.</param>
/// <param name="Drains">Whether the request's body is read first and the connection kept; else the answer comes at once and the connection ends.</param>
public sealed record Refuse(int Status, string Code, bool Drains = true) : OwnAnswer
{
    /// <inheritdoc/>
    public override string Reason => "A store that is busy or broken says so, and asks for another try.";

    /// <inheritdoc/>
    public override string Source => "S3 API, Error responses (InternalError, SlowDown, ServiceUnavailable, RequestTimeout)";

    /// <summary>503 <c>SlowDown</c>: too many requests for the moment.</summary>
    public static Refuse SlowDown { get; } = new(503, "SlowDown");

    /// <summary>500 <c>InternalError</c>: the store's own fault.</summary>
    public static Refuse InternalError { get; } = new(500, "InternalError");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Code}{(Drains ? "" : ", at once")}");

    internal override bool TakesBody => Drains;

    internal override byte[] Head => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {Status} {Code}\r\nContent-Type: application/xml\r\nContent-Length: {Body.Length}\r\n{(Drains ? "" : "Connection: close\r\n")}\r\n"));

    internal override byte[] Body => Encoding.ASCII.GetBytes(
        $"""<?xml version="1.0" encoding="UTF-8"?>{"\n"}<Error><Code>{Code}</Code><Message>The edge was told to answer so.</Message></Error>""");
}

/// <summary>Answers 304 though nobody asked whether anything was modified.</summary>
public sealed record NotModified : OwnAnswer
{
    /// <inheritdoc/>
    public override string Reason => "A cache validates its own copy and passes the endpoint's word on to a client that has none.";

    /// <inheritdoc/>
    public override string Source => "Varnish 7.1 answers 304 itself (measured)";

    /// <inheritdoc/>
    public override string ToString() => "304 unasked";

    internal override byte[] Head => "HTTP/1.1 304 Not Modified\r\n\r\n"u8.ToArray();
}
