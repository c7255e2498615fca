namespace Sealane.Edge.Mutations;

/// <summary>What an edge means to do with a body, decided from the head alone, before a byte of the body is read.</summary>
public sealed record BodyPlan
{
    /// <value>The edge itself tells a client that waits for it to go on (100). Default: whoever gets the request onward does.</value>
    public bool AnswersExpect { get; init; }

    /// <value>A chunked body that is complete when the head goes on leaves with Content-Length. Default: it leaves as it came, byte for byte.</value>
    public bool Reframes { get; init; }
}
