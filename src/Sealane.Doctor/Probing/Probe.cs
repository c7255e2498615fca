using Sealane.Signing.Requests;

namespace Sealane.Doctor.Probing;

/// <summary>What a probe asks about.</summary>
public enum ProbeSubject
{
    /// <summary>What happens to every request.</summary>
    Plain,

    /// <summary>A header that any hop may remove or replace.</summary>
    HopByHop,

    /// <summary>A header that is meant to arrive and is changed in the field.</summary>
    Rewritten,

    /// <summary>The form of a header: two lines, blanks, an odd name, a long value.</summary>
    Form,

    /// <summary>A path.</summary>
    Path,

    /// <summary>A query.</summary>
    Query,
}

/// <summary>One experiment: a plain request and one thing that the way may change.</summary>
/// <param name="Subject">What it asks about.</param>
/// <param name="Title">The thing, in a few words.</param>
public sealed record Probe(ProbeSubject Subject, string Title)
{
    /// <summary>Header lines that are sent and signed.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<HeaderField> Fields { get; init; } = [];

    /// <summary>Headers that are listed as signed and not sent: if the way adds one, the endpoint shows its value.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>What stands behind the probe's own folder in the path, raw.</summary>
    /// <value><c>key</c> by default.</value>
    public string Path { get; init; } = "key";

    /// <summary>The raw query.</summary>
    /// <value>Null by default: none.</value>
    public string? Query { get; init; }

    /// <summary>Whether the request has an empty body in chunks, so that Transfer-Encoding is legal.</summary>
    public bool IsChunked => Fields.Any(line => line.Is("transfer-encoding"));

    /// <summary>The title.</summary>
    public override string ToString() => Title;
}
