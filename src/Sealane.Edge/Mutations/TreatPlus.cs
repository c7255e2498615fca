namespace Sealane.Edge.Mutations;

/// <summary>What becomes of a plus in a target.</summary>
public enum PlusForm
{
    /// <summary><c>%2B</c> becomes <c>+</c>.</summary>
    Decoded,

    /// <summary><c>+</c> becomes <c>%2B</c>.</summary>
    Encoded,

    /// <summary><c>+</c> becomes <c>%20</c>.</summary>
    Blank,

    /// <summary><c>%20</c> becomes <c>+</c>.</summary>
    ForBlank,
}

/// <summary>Writes a plus in another form.</summary>
/// <param name="form">Which.</param>
/// <param name="isInQuery">Whether in the query; else in the path.</param>
public sealed class TreatPlus(PlusForm form, bool isInQuery) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "treat-plus";

    /// <inheritdoc/>
    public override string Reason => "A plus is a plus in a URL and a blank in a form, and libraries mix the two up.";

    /// <inheritdoc/>
    public override string Source => "RFC 3986 2.2, HTML's form encoding; jumpstarter#662, nginx-s3-gateway#578; measured: nginx 1.22 with a URI and YARP 2.3 decode %2B";

    /// <inheritdoc/>
    protected override string ChangePath(string path) => isInQuery ? path : Change(path);

    /// <inheritdoc/>
    protected override string? ChangeQuery(string query) => isInQuery ? Change(query) : query;

    private string Change(string text) => form switch
    {
        PlusForm.Decoded => text.Replace("%2B", "+", StringComparison.OrdinalIgnoreCase),
        PlusForm.Encoded => text.Replace("+", "%2B", StringComparison.Ordinal),
        PlusForm.Blank => text.Replace("+", "%20", StringComparison.Ordinal),
        _ => text.Replace("%20", "+", StringComparison.Ordinal),
    };
}
