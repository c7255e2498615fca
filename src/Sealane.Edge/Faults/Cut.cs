using System.Globalization;

namespace Sealane.Edge.Faults;

/// <summary>Ends a body before its time: so many bytes of it pass and no more.</summary>
/// <param name="Direction">Whose body.</param>
/// <param name="After">Bytes of content that pass at most; a body that is no longer passes whole.</param>
public abstract record Cut(Direction Direction, long After) : BodyFault(Direction)
{
    internal override long From => After;

    internal override long Stretch(long passed) => Math.Max(0, After - passed);
}

/// <summary>Resets the client's connection (RST) after some bytes of a body.</summary>
/// <param name="Direction">Whose body.</param>
/// <param name="After">Bytes of content that pass at most: what the client's side has not taken in when the reset comes is lost with it.</param>
public sealed record Reset(Direction Direction, long After) : Cut(Direction, After)
{
    /// <inheritdoc/>
    public override string Reason => "Firewalls and NATs forget connections, hosts are restarted.";

    /// <inheritdoc/>
    public override string Source => "RFC 9293 3.5.2; 'connection reset by peer' in every client's issue list";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"reset after {After} bytes of the {Body}");

    internal override Ending Ending => Ending.Reset;
}

/// <summary>Closes the client's connection in order after some bytes of the answer's body, though its head promised more.</summary>
/// <param name="After">Bytes of content that pass.</param>
public sealed record Truncate(long After) : Cut(Direction.Answer, After)
{
    /// <inheritdoc/>
    public override string Reason => "A proxy that loses its upstream closes in order, and a careless reader takes the half for the whole.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 8 (incomplete messages)";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"answer cut after {After} bytes");
}

/// <summary>Lets some bytes of a body pass and then nothing, the connection left open.</summary>
/// <param name="Direction">Whose body.</param>
/// <param name="After">Bytes of content that pass.</param>
public sealed record Stall(Direction Direction, long After) : Cut(Direction, After)
{
    /// <inheritdoc/>
    public override string Reason => "A path dies without a word, and TCP goes on trying for minutes.";

    /// <inheritdoc/>
    public override string Source => "RFC 1122 4.2.3.5 (at least 100 s); aws-cli#1499 and others: transfers that hang for good";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"stall after {After} bytes of the {Body}");

    internal override Ending Ending => Ending.Silence;
}
