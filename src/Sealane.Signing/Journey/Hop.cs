namespace Sealane.Signing.Journey;

/// <summary>What one intermediary did to one request: heads and framing on its two sides.</summary>
public sealed record Hop
{
    /// <summary>The hop's name: its profile, or a program's (<c>cloudfront-accelerate</c>, <c>nginx</c>).</summary>
    public required string Name { get; init; }

    /// <summary>Whether nobody recorded it: a stretch that is known by what stood before and after it, and has no number.</summary>
    /// <value>False by default.</value>
    public bool IsInferred { get; init; }

    /// <summary>The request's head as it came in, raw.</summary>
    public required byte[] Before { get; init; }

    /// <summary>The request's head as it went on, raw; empty when it never did.</summary>
    public required byte[] After { get; init; }

    /// <summary>How the body was framed when it came in.</summary>
    public required BodyFraming FramingBefore { get; init; }

    /// <summary>How the body was framed when it went on.</summary>
    public required BodyFraming FramingAfter { get; init; }

    /// <summary>How much of the body the hop waited for before it wrote the head, in words; null when that was no question.</summary>
    public string? Hold { get; init; }

    /// <summary>What the hop did wrong on purpose, in words; null when nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>The head of the answer as it came to this hop, raw; null when none did, as when the hop answers itself.</summary>
    public byte[]? AnswerBefore { get; init; }

    /// <summary>The head of the answer as this hop gave it back, raw; null when it gave none.</summary>
    public byte[]? Answer { get; init; }

    /// <summary>When the request came in.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The request line; heads hold secrets and are not printed.</summary>
    public override string ToString() => $"{Name}: {FramingBefore} -> {FramingAfter}{(Hold is null ? "" : $" ({Hold})")}{(Fault is null ? "" : $", {Fault}")}";
}
