using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Which messages a mutation of heads is about.</summary>
/// <param name="Requests">Whether requests.</param>
/// <param name="Answers">Whether answers.</param>
/// <param name="Methods">Methods of the request; none for all.</param>
public sealed record Scope(bool Requests, bool Answers, IReadOnlyList<string> Methods)
{
    /// <summary>How a profile's file says it.</summary>
    internal const string Parameters = "on: request (default), answer or both; methods: those of the request, all by default; having, lacking: headers that must be there, or must not";

    /// <summary>Every request, and no answer.</summary>
    public static Scope EveryRequest { get; } = new(Requests: true, Answers: false, []);

    /// <summary>Every answer, and no request.</summary>
    public static Scope EveryAnswer { get; } = new(Requests: false, Answers: true, []);

    /// <summary>Reads it from a profile's file.</summary>
    internal static Scope Read(PropertyReader of)
    {
        var on = of.Choice("on", "request", "answer", "both");
        return new Scope(on != "answer", on != "request", of.Texts("methods")) { Having = of.Texts("having"), Lacking = of.Texts("lacking") };
    }

    /// <value>Headers that must be there. Default: none.</value>
    public IReadOnlyList<string> Having { get; init; } = [];

    /// <value>Headers that must not be there. Default: none.</value>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>Whether it is about a message.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="head">The head of the message itself.</param>
    public bool Covers(string method, MessageHead head) =>
        (Methods.Count == 0 || Methods.Contains(method)) && Having.All(head.Has) && !Lacking.Any(head.Has);
}
