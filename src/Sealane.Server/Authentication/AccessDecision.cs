using Sealane.Server.Refusals;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Signatures;

namespace Sealane.Server.Authentication;

/// <summary>What checking a request's signature came to, with the evidence either way. A closed set.</summary>
internal abstract record AccessDecision
{
    private AccessDecision()
    {
    }

    /// <summary>What the request says about its signature, when it could be read.</summary>
    public abstract Authorization? Authorization { get; }

    /// <summary>The check of the signature, when its key is known.</summary>
    public abstract Verification? Verification { get; }

    /// <summary>The caller is who it says it is.</summary>
    public sealed record Granted(SigningCredentials Caller, Authorization Signed, Verification Checked) : AccessDecision
    {
        public override Authorization? Authorization => Signed;

        public override Verification? Verification => Checked;
    }

    /// <summary>The caller is not, or the request does not say.</summary>
    public sealed record Denied(Refusal Refusal, Authorization? Signed = null, Verification? Checked = null) : AccessDecision
    {
        public override Authorization? Authorization => Signed;

        public override Verification? Verification => Checked;
    }
}

/// <summary>What the place that a request goes to asks of its signature.</summary>
/// <param name="Region">
/// The region that the scope must name; null accepts any (a bucket that is made on first use takes the caller's region).
/// </param>
/// <param name="IsBucketRegion">Whether that region is the bucket's own, so that the answer names it in <c>x-amz-bucket-region</c>.</param>
/// <param name="IsAccelerate">Whether the request came through an acceleration host.</param>
internal readonly record struct AccessExpectation(string? Region, bool IsBucketRegion, bool IsAccelerate);
