using Sealane.Signing.Requests;

namespace Sealane.Doctor.Evidence;

/// <summary>The host names of Transfer Acceleration, behind which Amazon's own edge adds a header that S3 then excepts.</summary>
public static class AccelerateHost
{
    /// <summary>Whether a Host value names an accelerate endpoint (<c>BUCKET.s3-accelerate.amazonaws.com</c>, dual-stack too), with or without a port.</summary>
    public static bool Is(string? host) => host?.Contains(".s3-accelerate.", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether S3 lets an unsigned header pass on this request: <c>x-amz-cf-id</c> on an accelerate host (zulip#26591 shows it elsewhere refused).</summary>
    public static bool Excepts(RequestHead head, string name)
    {
        ArgumentNullException.ThrowIfNull(head);
        return string.Equals(name, "x-amz-cf-id", StringComparison.OrdinalIgnoreCase) && Is(head.Value("host"));
    }
}
