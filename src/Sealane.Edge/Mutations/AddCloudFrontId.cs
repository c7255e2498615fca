using System.Buffers.Text;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Adds CloudFront's own name for the request, <c>x-amz-cf-id</c>.</summary>
/// <remarks>It looks like a header that S3 wants signed, and comes after the signature. S3 excepts it on its accelerate hosts alone.</remarks>
public sealed class AddCloudFrontId : Mutation
{
    private const int IdBytes = 40;

    /// <inheritdoc/>
    public override string Name => "add-cloudfront-id";

    /// <inheritdoc/>
    public override string Reason => "It names the request in CloudFront's logs.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide; zulip#26591, ngx_aws_auth#6";

    // 56 characters of base64 for URLs, padding kept
    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.With("X-Amz-Cf-Id", Base64Url.EncodeToString(passage.Noise.Span[..IdBytes]) + "==");
}
