using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>What becomes of <c>%2F</c> in a path.</summary>
public enum EncodedSlashForm
{
    /// <summary>It becomes a slash.</summary>
    Decoded,

    /// <summary>It becomes <c>%252F</c>.</summary>
    EncodedTwice,

    /// <summary>The request is refused.</summary>
    Refused,
}

/// <summary>Treats <c>%2F</c> in a path as what it might mean.</summary>
/// <param name="form">How.</param>
/// <param name="status">The answer where it is refused; 404.</param>
public sealed class TreatEncodedSlash(EncodedSlashForm form, int status) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "treat-encoded-slash";

    /// <inheritdoc/>
    public override string Reason => "Some take %2F for a slash and some for a byte of a name, and where both stand in a row somebody can be deceived.";

    /// <inheritdoc/>
    public override string Source => "Apache AllowEncodedSlashes (404 by default), Envoy path_with_escaped_slashes_action; measured: nginx 1.22 with a URI and lighttpd 1.4 (a slash), YARP 2.3 (%252F); aws-sigv4-proxy#246";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        form == EncodedSlashForm.Refused && head.Target.Split('?')[0].Contains("%2F", StringComparison.OrdinalIgnoreCase) ? plan.Refuse(status, "its path holds %2F") : plan;

    /// <inheritdoc/>
    protected override string ChangePath(string path) => form switch
    {
        EncodedSlashForm.Decoded => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase),
        EncodedSlashForm.EncodedTwice => path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase),
        _ => path,
    };
}
