using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Matrix;

/// <summary>One captured request that was sent again over one way, and what became of it.</summary>
/// <param name="Operation">The operation as a row names it: <c>PutObject</c>, <c>GetObject (presigned)</c>.</param>
/// <param name="Way">The way's name: a profile's, or several joined by <c>+</c>.</param>
/// <param name="Diagnosis">What the doctor says about it.</param>
/// <param name="Held">How much of the body the hops waited for, in words; null when framing did not matter.</param>
/// <param name="BreaksAnyClient">
/// Whether the same request broke as well when only what S3 insists on was signed: then no client survives this way, and this one is not to blame.
/// </param>
public sealed record Replay(string Operation, string Way, Diagnosis Diagnosis, string? Held = null, bool BreaksAnyClient = false)
{
    /// <summary>What became of it.</summary>
    /// <remarks>A warning about what another hop might do is no concern of this way.</remarks>
    public CellVerdict Verdict => Diagnosis switch
    {
        { Unproven: true } or { SignedHeaders.Count: 0 } => CellVerdict.NotProven,
        { Verdict: Findings.Verdict.Breaks } => CellVerdict.Breaks,
        { Verdict: Findings.Verdict.Refused or Findings.Verdict.NotReached } => CellVerdict.Refused,
        _ => CellVerdict.Survives,
    };

    /// <summary>The findings that broke it or stopped it, the gravest first.</summary>
    public IEnumerable<Finding> Causes => Verdict == CellVerdict.Survives ? [] : Diagnosis.Findings.Where(finding => finding.Severity == Severity.Error);

    /// <summary>Operation, way and verdict.</summary>
    public override string ToString() => $"{Operation} through {Way}: {Verdict}";
}
