namespace Sealane.Edge.Mutations;

/// <summary>How percent escapes are spelled otherwise without meaning anything else.</summary>
public enum EscapeSpelling
{
    /// <summary>Their digits in upper case.</summary>
    UpperCase,

    /// <summary>Their digits in lower case.</summary>
    LowerCase,

    /// <summary>Unreserved characters without an escape: <c>%7E</c> becomes <c>~</c>.</summary>
    UnreservedDecoded,
}

/// <summary>Spells percent escapes otherwise; path and query mean what they meant, and sign alike.</summary>
/// <param name="spelling">How.</param>
/// <param name="inPath">Whether in the path.</param>
/// <param name="inQuery">Whether in the query.</param>
public sealed class RespellEscapes(EscapeSpelling spelling, bool inPath, bool inQuery) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "respell-escapes";

    /// <inheritdoc/>
    public override string Reason => "Equivalent URLs should be one in a cache's key and in a rule.";

    /// <inheritdoc/>
    public override string Source => "RFC 3986 6.2.2; HAProxy normalize-uri percent-to-uppercase and percent-decode-unreserved, Envoy normalize_path; measured: nginx 1.22 with a URI, lighttpd 1.4";

    /// <inheritdoc/>
    protected override string ChangePath(string path) => inPath ? Escapes.Map(path, Spell) : path;

    /// <inheritdoc/>
    protected override string? ChangeQuery(string query) => inQuery ? Escapes.Map(query, Spell) : query;

    private string Spell(char octet, string escape) => spelling switch
    {
        EscapeSpelling.UpperCase => escape.ToUpperInvariant(),
        EscapeSpelling.LowerCase => escape.ToLowerInvariant(),
        _ => Escapes.IsUnreserved(octet) ? octet.ToString() : escape,
    };
}
