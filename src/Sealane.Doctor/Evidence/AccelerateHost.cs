using Sealane.Signing.Requests;

namespace Sealane.Doctor.Evidence;

/// <summary>The host names of Transfer Acceleration, behind which Amazon's own edge adds a header that S3 then excepts.</summary>
public static class AccelerateHost
{
    private static readonly string[] Suffixes = [".s3-accelerate.amazonaws.com", ".s3-accelerate.dualstack.amazonaws.com"];

    /// <summary>Whether a Host value names an accelerate endpoint, with or without a port.</summary>
    public static bool Is(string? host) =>
        host is not null && Suffixes.Any(suffix => host.Split(':')[0].EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether S3 lets an unsigned header pass on this request: <c>x-amz-cf-id</c> on an accelerate host (zulip#26591 shows it elsewhere refused).</summary>
    public static bool Excepts(RequestHead head, string name)
    {
        ArgumentNullException.ThrowIfNull(head);
        return string.Equals(name, "x-amz-cf-id", StringComparison.OrdinalIgnoreCase) && Is(head.Value("host"));
    }
}
