using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Sealane.Edge.Mutations;

/// <summary>Writes the intermediary's own reason phrase.</summary>
/// <param name="drops">Whether it writes none; else the standard's.</param>
public sealed class RewriteReason(bool drops) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "rewrite-reason";

    /// <inheritdoc/>
    public override string Reason => "The phrase means nothing, and HTTP/2 has none.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 4; measured: Squid 5.7, Caddy 2.6, lighttpd 1.4 replace S3's '503 Slow Down'";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way) => answer with
    {
        Head = answer.Head.WithStartLine(string.Create(
            CultureInfo.InvariantCulture, $"{answer.Head.StartLine[..8]} {answer.Head.Status} {(drops ? "" : ReasonPhrases.GetReasonPhrase(answer.Head.Status ?? 0))}")),
    };
}
