namespace Sealane.Doctor.Evidence;

/// <summary>A difference that a signature did not survive.</summary>
/// <param name="Difference">What was changed, and where.</param>
/// <param name="IsProven">Whether putting it back makes the signature verify under its key; false when the key is not known and heads alone were compared.</param>
/// <param name="Others">The other parts that must be put back with it; none when it alone is the cause.</param>
public sealed record Culprit(Difference Difference, bool IsProven, IReadOnlyList<RequestPart> Others)
{
    /// <summary>The part that was changed.</summary>
    public RequestPart Part => Difference.Part;

    /// <inheritdoc/>
    public override string ToString() => Difference.ToString();
}
