namespace Sealane.Signing.Headers;

/// <summary>What the way between client and endpoint may do to a header.</summary>
public enum HeaderFate
{
    /// <summary>It arrives as it was sent (RFC 9110 7.6.1: everything that is not hop-by-hop).</summary>
    EndToEnd,

    /// <summary>It speaks to the next hop only; each hop removes, replaces or adds it at will (RFC 9110 7.6.1).</summary>
    HopByHop,

    /// <summary>It is meant end to end, but intermediaries in the field add to it, change it or drop it.</summary>
    Rewritten,
}

/// <summary>Whether Sealane signs a header.</summary>
public enum SigningRule
{
    /// <summary>S3 refuses a request where it is present and not signed.</summary>
    Always,

    /// <summary>Signed when the request has it.</summary>
    WhenPresent,

    /// <summary>Signed only when the caller asks for it.</summary>
    OnRequest,

    /// <summary>Never signed: the way may touch it, or signing it proves nothing.</summary>
    Never,
}

/// <summary>What is known about a header, or about all headers with a prefix.</summary>
/// <param name="Name">Lower-case name; for a prefix row, the prefix.</param>
/// <param name="IsPrefix">Whether the row speaks for every name that begins with <paramref name="Name"/>.</param>
/// <param name="Fate">What the way may do to it.</param>
/// <param name="Rule">Whether it is signed.</param>
/// <param name="Why">The reason, in a sentence.</param>
/// <param name="Source">Where that is written or was seen: an RFC section, an S3 page, an incident.</param>
public sealed record HeaderRow(string Name, bool IsPrefix, HeaderFate Fate, SigningRule Rule, string Why, string Source);
