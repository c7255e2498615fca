using System.Globalization;
using System.Text;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Naming;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Signing.Requests;

namespace Sealane.Server.Serving;

/// <summary>
/// What a head asks for besides its operation: refused aloud where it is not served, since silence would be a lie about the data.
/// </summary>
internal static class FeatureChecks
{
    /// <summary>The account that owns everything here.</summary>
    public const string AccountId = "000000000000";

    // S3 User Guide, "Request headers": 8 KB for all of them.
    private const int LargestHeaderSection = 8 * 1024;

    private static readonly (string Prefix, string Why)[] NotServed =
    [
        ("x-amz-server-side-encryption-customer-", "Customer-provided keys are not kept by this endpoint"),
        ("x-amz-copy-source-server-side-encryption-customer-", "Customer-provided keys are not kept by this endpoint"),
        ("x-amz-server-side-encryption-aws-kms-key-id", "There is no KMS beside this endpoint"),
        ("x-amz-server-side-encryption-context", "There is no KMS beside this endpoint"),
        ("x-amz-object-lock-", "Objects cannot be locked here"),
        ("x-amz-bucket-object-lock-enabled", "Objects cannot be locked here"),
        ("x-amz-write-offset-bytes", "Only directory buckets append, and there are none here"),
        ("x-amz-rename-source", "Only directory buckets rename, and there are none here"),
        ("x-amz-if-match-", "Only directory buckets compare sizes and times, and there are none here"),
    ];

    private static readonly string[] HarmlessAcls = ["private", "bucket-owner-full-control"];

    private static readonly ErrorRow AclNotSupported = RequestErrors.InvalidRequest with
    {
        Code = "AccessControlListNotSupported",
        Message = "The bucket does not allow ACLs",
    };

    /// <summary>The first objection, or null.</summary>
    public static Refusal? Judge(RequestHead head, string? key, IReadOnlyList<KeyValuePair<string, string?>> query) =>
        JudgeSize(head) ?? JudgeKey(key) ?? JudgeVersion(query) ?? JudgeHeaders(head);

    private static Refusal? JudgeSize(RequestHead head) =>
        head.Fields.Sum(field => field.Name.Length + field.Value.Length) > LargestHeaderSection
            ? new Refusal(RequestErrors.RequestHeaderSectionTooLarge).With("MaxSizeAllowed", Number(LargestHeaderSection))
            : null;

    private static Refusal? JudgeKey(string? key) => key is not null && Encoding.UTF8.GetByteCount(key) is > ObjectKey.MaxBytes and var size
        ? new Refusal(RequestErrors.KeyTooLong).With("Size", Number(size)).With("MaxSizeAllowed", Number(ObjectKey.MaxBytes))
        : null;

    // Without versioning an object has one version, called null.
    private static Refusal? JudgeVersion(IReadOnlyList<KeyValuePair<string, string?>> query)
    {
        string? version = query.FirstOrDefault(parameter => parameter.Key == "versionId").Value;
        return version is null or "null"
            ? null
            : new Refusal(RequestErrors.InvalidArgument, "Invalid version id specified")
                .With("ArgumentName", "versionId")
                .With("ArgumentValue", version);
    }

    private static Refusal? JudgeHeaders(RequestHead head)
    {
        foreach (HeaderField field in head.Fields)
        {
            foreach ((string prefix, string why) in NotServed)
            {
                if (field.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    return PayloadRefusals.NotImplementedHeader(field.Name, why);
                }
            }

            if (JudgeValue(field) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    // As S3 since 2023, whose new buckets have their owner's objects only and no lists.
    private static Refusal? JudgeValue(HeaderField field) => field.Name.ToLowerInvariant() switch
    {
        "x-amz-grant-full-control" or "x-amz-grant-read" or "x-amz-grant-read-acp" or "x-amz-grant-write" or "x-amz-grant-write-acp" =>
            new(AclNotSupported),
        "x-amz-acl" => HarmlessAcls.Contains(field.Value, StringComparer.Ordinal) ? null : new(AclNotSupported),
        "x-amz-server-side-encryption" => field.Value switch
        {
            "AES256" => null,
            "aws:kms" or "aws:kms:dsse" => PayloadRefusals.NotImplementedHeader(field.Name, "There is no KMS beside this endpoint"),
            _ => new Refusal(RequestErrors.InvalidEncryptionAlgorithmError)
                .With("ArgumentName", field.Name.ToLowerInvariant())
                .With("ArgumentValue", field.Value),
        },
        "x-amz-expected-bucket-owner" or "x-amz-source-expected-bucket-owner" => JudgeOwner(field.Value),
        _ => null,
    };

    private static Refusal? JudgeOwner(string account) => account.Length != AccountId.Length || !account.All(char.IsAsciiDigit)
        ? new(
            RequestErrors.InvalidBucketOwnerAwsAccountId,
            $"The value of the expected bucket owner parameter must be an AWS Account ID... [{account}]")
        : account == AccountId ? null : new(AccessErrors.AccessDenied);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
