namespace Sealane.Edge.Framing;

/// <summary>What becomes of the trailer fields behind a chunked body.</summary>
public enum TrailerFate
{
    /// <summary>They go on.</summary>
    Forwarded,

    /// <summary>They are left out.</summary>
    Dropped,

    /// <summary>The hop gives up and answers 503.</summary>
    Refused,

    /// <summary>The hop never sends the end of the body, and never answers.</summary>
    Hung,
}
