using System.Globalization;
using System.Text.RegularExpressions;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>What is done where the header is there already.</summary>
public enum AddHeaderMode
{
    /// <summary>Its value is replaced; it is added where it is not there.</summary>
    Set,

    /// <summary>One more line is added.</summary>
    Add,

    /// <summary>The value is put at the end of its list, behind a comma and a blank.</summary>
    Append,

    /// <summary>Nothing: it is added only where it is not there.</summary>
    IfAbsent,

    /// <summary>Its value is replaced; nothing is done where it is not there.</summary>
    IfPresent,
}

/// <summary>Writes a header of the edge's own.</summary>
/// <param name="header">Its name.</param>
/// <param name="value">Its value; <c>{client}</c> is the client's address, <c>{host}</c> the request's Host, <c>{hex:N}</c> so many digits of a request id, <c>{its:NAME}</c> the value of another header.</param>
/// <param name="mode">What is done where it is there already.</param>
/// <param name="scope">Which messages get it.</param>
public sealed partial class AddHeader(string header, string value, AddHeaderMode mode, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "add-header";

    /// <inheritdoc/>
    public override string Reason => "Intermediaries tell the next party whom they serve, and by which number they know the request.";

    /// <inheritdoc/>
    public override string Source => "RFC 7239 1; CloudFront, Cloudflare and load balancer guides; measured: Apache 2.4, Caddy 2.6, Varnish 7.1, Squid 5.7, Traffic Server 9.2, H2O 2.2";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage)
    {
        var text = Fill(head, passage);
        return mode switch
        {
            AddHeaderMode.Add => head.Adding(header, text),
            AddHeaderMode.Append => ListedField.Append(head, header, text),
            AddHeaderMode.IfAbsent => head.Has(header) ? head : head.Adding(header, text),
            AddHeaderMode.IfPresent => head.Has(header) ? head.With(header, text) : head,
            _ => head.With(header, text),
        };
    }

    private string Fill(MessageHead head, Passage passage)
    {
        var noise = Convert.ToHexStringLower(passage.Noise.Span);
        var used = 0;
        return Blanks().Replace(value, match =>
        {
            if (match.Groups[1].Success)
            {
                var digits = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                var start = used;
                used += digits;
                return string.Concat(Enumerable.Range(start, digits).Select(i => noise[i % noise.Length]));
            }

            // An answer has no Host; the request that it answers had one.
            return match.Groups[2].Success ? head.Value(match.Groups[2].Value) ?? string.Empty
                : match.Value == "{client}" ? passage.Client
                : head.Value("host") ?? passage.Host;
        });
    }

    [GeneratedRegex(@"\{(?:client|host|hex:([0-9]{1,3})|its:([A-Za-z0-9-]+))\}")]
    private static partial Regex Blanks();
}
