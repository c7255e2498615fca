using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>What an intermediary makes of <c>Accept-Encoding</c>.</summary>
public enum AcceptEncodingForm
{
    /// <summary>It is removed.</summary>
    Drop,

    /// <summary><c>gzip</c>.</summary>
    Gzip,

    /// <summary><c>br, gzip</c>.</summary>
    BrGzip,

    /// <summary><c>br, gzip</c> or <c>gzip</c> as far as the client takes them, removed where it takes neither.</summary>
    Normalise,

    /// <summary><c>gzip</c> where the client takes it, removed where it does not.</summary>
    NormaliseGzip,
}

/// <summary>Rewrites <c>Accept-Encoding</c>.</summary>
/// <param name="form">How.</param>
/// <param name="when">Of which requests: <c>always</c>, or where it is <c>present</c> or <c>absent</c>.</param>
/// <param name="scope">Which requests.</param>
public sealed class RewriteAcceptEncoding(AcceptEncodingForm form, string when, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "rewrite-accept-encoding";

    /// <inheritdoc/>
    public override string Reason => "A cache that keeps one copy for each coding wants few codings asked for, and one that compresses asks for what it can undo.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide; terraform#36412, longhorn#13756, minio#15506 (Cloudflare); aws-sdk-go-v2#1816 (Google); measured: Caddy 2.6 and Varnish 7.1 (where absent), Traffic Server 9.2";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage)
    {
        var asked = head.Values("accept-encoding").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))
            .Select(coding => coding.Split(';')[0].Trim().ToLowerInvariant()).ToHashSet();
        if (when == "present" && asked.Count == 0 || when == "absent" && asked.Count > 0)
        {
            return head;
        }

        var written = form switch
        {
            AcceptEncodingForm.Gzip => "gzip",
            AcceptEncodingForm.BrGzip => "br, gzip",
            AcceptEncodingForm.Normalise when asked.Contains("br") => asked.Contains("gzip") ? "br, gzip" : "br",
            AcceptEncodingForm.Normalise or AcceptEncodingForm.NormaliseGzip when asked.Contains("gzip") => "gzip",
            _ => null,
        };
        return written is null ? head.Without("accept-encoding") : head.With("Accept-Encoding", written);
    }
}
