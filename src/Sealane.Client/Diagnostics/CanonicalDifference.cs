namespace Sealane.Diagnostics;

/// <summary>One part of the canonical request that S3 computed otherwise than the client.</summary>
/// <param name="Part">
/// The part: <c>method</c>, <c>path</c>, <c>query</c>, <c>header content-type</c>, <c>signed headers</c>, <c>payload hash</c>.
/// </param>
/// <param name="Signed">What was signed; a secret is masked.</param>
/// <param name="Arrived">What S3 saw; a secret is masked.</param>
/// <param name="Explanation">In words, with the usual cause.</param>
public sealed record CanonicalDifference(string Part, string Signed, string Arrived, string Explanation);
