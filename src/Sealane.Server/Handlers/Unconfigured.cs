using System.Collections.Frozen;
using System.Text;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Server.Refusals;

namespace Sealane.Server.Handlers;

/// <summary>
/// Settings that this endpoint does not have, read: it answers what S3 answers of a bucket on which nobody ever set them, which is the
/// truth, and clients that ask before they work go on. Setting them is refused with 501.
/// </summary>
internal static class Unconfigured
{
    private const string Namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private static readonly Row[] Rows =
    [
        new("versioning", false, $"<VersioningConfiguration {Namespace}/>"),
        new("logging", false, $"<BucketLoggingStatus {Namespace}/>"),
        new("notification", false, $"<NotificationConfiguration {Namespace}/>"),
        new("requestPayment", false, $"<RequestPaymentConfiguration {Namespace}><Payer>BucketOwner</Payer></RequestPaymentConfiguration>"),
        new(
            "encryption",
            false,
            $"<ServerSideEncryptionConfiguration {Namespace}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
            + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>"),
        new(
            "ownershipControls",
            false,
            $"<OwnershipControls {Namespace}><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>"),
        new("acl", false, Acl),
        new("acl", true, Acl),
        Missing("tagging", "NoSuchTagSet", "The TagSet does not exist"),
        Missing("policy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
        Missing("policyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"),
        Missing("cors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        Missing("lifecycle", "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        Missing("website", "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
        Missing("replication", "ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
        Missing("object-lock", "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"),
        Missing("publicAccessBlock", "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
    ];

    private static readonly FrozenDictionary<(string SubResource, bool OfObject), Row> BySubResource =
        Rows.ToFrozenDictionary(row => (row.SubResource, row.OfObject));

    private static string Acl =>
        $"<AccessControlPolicy {Namespace}><Owner><ID>{Owners.Owner.ID}</ID></Owner><AccessControlList><Grant>"
        + "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\">"
        + $"<ID>{Owners.Owner.ID}</ID></Grantee>"
        + "<Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>";

    /// <summary>What answers the reading of a sub-resource; null when S3 has none such, or has one whose absence cannot be told.</summary>
    /// <param name="subResource">The name in the query, such as <c>versioning</c>.</param>
    /// <param name="ofObject">Whether it is asked of an object and not of a bucket.</param>
    public static Handler? Find(string subResource, bool ofObject) =>
        BySubResource.TryGetValue((subResource, ofObject), out Row? row) ? new Reading(row) : null;

    private static WireResponse Answer(Call call, Row row)
    {
        if (row.Code is { } code)
        {
            ErrorRow error = BucketErrors.NoSuchBucket with { Code = code, Message = row.Answer };
            throw new RefusedException(new Refusal(error).With("BucketName", call.Address.Bucket));
        }

        return new()
        {
            Status = 200,
            Headers = { new("Content-Type", "application/xml") },
            Document = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + row.Answer),
        };
    }

    private static Row Missing(string subResource, string code, string message) => new(subResource, false, message, code);

    private sealed class Reading(Row row) : Handler
    {
        public override string Name => "Get?" + row.SubResource;

        // For the checks of a head it is any request that only looks at a bucket or an object.
        public override IOperation Operation => row.OfObject ? HeadObject.Operation : HeadBucket.Operation;

        public override Func<Call, Task<WireResponse>> Read(WireRequest wire) => call => Task.FromResult(Answer(call, row));
    }

    private sealed record Row(string SubResource, bool OfObject, string Answer, string? Code = null);
}
