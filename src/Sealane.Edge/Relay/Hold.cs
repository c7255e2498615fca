using System.Globalization;

namespace Sealane.Edge.Relay;

/// <summary>How much of a chunked body an edge waits for before it writes the head onward; what is complete by then leaves with Content-Length.</summary>
/// <remarks>
/// Real edges decide by what happens to have arrived, which made the same upload pass or fail by timing. Here it is said beforehand and
/// depends on the body alone, never on the clock or on how the bytes were cut into packets.
/// </remarks>
public abstract record Hold
{
    private protected Hold()
    {
    }

    /// <summary>Whether a body of so many bytes of content is waited for until its end.</summary>
    internal abstract bool Covers(long contentLength);
}

/// <summary>Wait for the whole body: it leaves with Content-Length, unless it is larger than the edge can keep.</summary>
public sealed record HoldWholeBody : Hold
{
    /// <inheritdoc/>
    public override string ToString() => "whole body";

    internal override bool Covers(long contentLength) => true;
}

/// <summary>Wait for the first bytes: a body of at most <paramref name="Count"/> bytes leaves with Content-Length, a longer one chunked.</summary>
/// <param name="Count">Bytes of content, chunk framing not counted.</param>
public sealed record HoldBytes(long Count) : Hold
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} bytes");

    internal override bool Covers(long contentLength) => contentLength <= Count;
}

/// <summary>Wait for nothing: the body leaves chunked, even if all of it has arrived.</summary>
public sealed record HoldNothing : Hold
{
    /// <inheritdoc/>
    public override string ToString() => "nothing";

    internal override bool Covers(long contentLength) => false;
}
