namespace Sealane.Diagnostics;

/// <summary>
/// S3 computed another signature than the client sent. Says in words what differed between what was signed and what arrived.
/// </summary>
public sealed class SignatureMismatchException : S3Exception
{
    internal SignatureMismatchException(Refusal refusal)
        : this(refusal, CanonicalComparison.Of(refusal.Trace, refusal.Document))
    {
    }

    private SignatureMismatchException(Refusal refusal, CanonicalComparison comparison)
        : base(refusal, refusal.ToMessage(Explain(refusal, comparison))) => Comparison = comparison;

    /// <summary>The two canonical requests side by side.</summary>
    public CanonicalComparison Comparison { get; }

    private static string Explain(Refusal refusal, CanonicalComparison comparison) =>
        comparison.Arrived is null && IntegrityRefusals.Suspect(refusal) is { } suspicion ? $"{comparison.Conclusion} {suspicion}" : comparison.Conclusion;
}
