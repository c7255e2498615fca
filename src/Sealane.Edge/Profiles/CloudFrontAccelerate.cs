using Sealane.Edge.Mutations;

namespace Sealane.Edge.Profiles;

/// <summary>The edge of S3 Transfer Acceleration, as far as its clients could see it.</summary>
internal static class CloudFrontAccelerate
{
    public static EdgeProfile Profile { get; } = new(
        "cloudfront-accelerate",
        "An edge of S3 Transfer Acceleration: keeps Host, takes hop-by-hop fields and Expect off, frames small bodies anew, adds its own fields.",
        "boto3#4400, botocore#3351, aws-cli#9257, smithy-rs#3991, aws-sdk-java-v2#835; CloudFront developer guide",
        [
            new AnswerExpect(),
            new StripHopByHop(),
            new ReframeByHold(),
            new DropLengthBesideChunked(),
            new SetConnection("Keep-Alive"),
            new AddVia("5ea1a9e0c0ffee5ea1a9e0c0ffee5ea1.cloudfront.net (CloudFront)"),
            new AddForwardedFor(),
            new AddCloudFrontId(),
        ]);
}
