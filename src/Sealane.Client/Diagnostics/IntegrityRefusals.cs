using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;

namespace Sealane.Diagnostics;

/// <summary>
/// Recognises a store that cannot read the checksums which S3 clients send since January 2025, and says how to talk to it.
/// </summary>
internal static class IntegrityRefusals
{
    private const string Cause = "This store cannot read the checksum that the request carries, as S3 clients send one since January 2025. ";

    private const string Remedy = "Set RequestChecksumCalculation to WhenRequired (AWS_REQUEST_CHECKSUM_CALCULATION=when_required)";

    private const string ForAnswers = ", and ResponseChecksumValidation too (AWS_RESPONSE_CHECKSUM_VALIDATION=when_required).";

    // Code, what its text says, and where that was seen. An empty text matches any.
    private static readonly (string Code, string Text, string SeenAt)[] Known =
    [
        ("MissingContentLength", "", "Ceph before December 2023, Linode, Storj"),
        ("411", "", "Storj"),
        ("XAmzContentSHA256Mismatch", "", "Ceph before December 2023, Huawei OBS, ByteDance TOS"),
        ("InvalidArgument", "STREAMING-", "OVH"),
        ("InvalidArgument", "x-amz-content-sha256", "OVH"),
        ("InvalidArgument", "x-amz-sdk-checksum-algorithm", "OVH, Backblaze B2"),
        ("InvalidArgument", "x-amz-checksum", "Backblaze B2"),
        ("InvalidRequest", "x-amz-trailer", "Scaleway"),
        ("InvalidRequest", "railing checksum", "Scality"),
        ("NotImplemented", "STREAMING-", "Cloudflare R2"),
        ("NotImplemented", "x-amz-checksum", "Cloudflare R2"),
        ("NotImplemented", "aws-chunked", "Alibaba OSS, Infomaniak"),
        ("NotImplemented", "header you provided implies", "Infomaniak"),
        ("501", "", "a store or proxy without a document"),
    ];

    /// <summary>The remedy, or null when the refusal has another cause.</summary>
    public static string? Explain(Refusal refusal)
    {
        if (refusal.Head is not { } head)
        {
            return null;
        }

        if (!Carries(head) || !Known.Any(row => row.Code == refusal.Row.Code && Says(refusal.Document, row.Text)))
        {
            return null;
        }

        return Cause + Remedy + (head.Has("x-amz-checksum-mode") ? ForAnswers : ".");
    }

    /// <summary>
    /// The remedy to try beside the secret, or null: Google Cloud Storage, for one, answers a trailer with SignatureDoesNotMatch and says
    /// no more.
    /// </summary>
    public static string? Suspect(Refusal refusal) =>
        refusal.Head is { } head && Carries(head) && head.Value("host")?.Contains("amazonaws.com", StringComparison.OrdinalIgnoreCase) == false
            ? $"If the secret is right: some stores answer so when they cannot read the checksum in a trailer. {Remedy}."
            : null;

    private static bool Carries(RequestHead head) =>
        head.Has("x-amz-trailer") || head.Fields.Any(field => field.Name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase));

    private static bool Says(ErrorDocument? document, string text) => text.Length == 0
        || (document is not null
            && (document.Message.Contains(text, StringComparison.OrdinalIgnoreCase)
                || document.Extras.Any(extra => extra.Value.Contains(text, StringComparison.OrdinalIgnoreCase))));
}
