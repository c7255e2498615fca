using Sealane.Protocol.Buckets;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Naming;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Makes a bucket in the region that the request names or its endpoint speaks for.</summary>
internal static class CreateBucketHandler
{
    private const string Oldest = "us-east-1";

    public static async Task<CreateBucketResult> HandleAsync(Call call, CreateBucketRequest request)
    {
        if (BucketName.WhyInvalid(request.Bucket) is not null)
        {
            throw new RefusedException(new Refusal(BucketErrors.InvalidBucketName).With("BucketName", request.Bucket));
        }

        string region = RegionOf(request.CreateBucketConfiguration?.LocationConstraint, call.EndpointRegion);
        bool added = await call.Store.AddBucketAsync(new(request.Bucket, region, call.Now), call.Aborted).ConfigureAwait(false);

        if (!added)
        {
            // us-east-1 alone answers 200 to its own bucket's second creation (S3 API, CreateBucket).
            BucketEntry? existing = await call.Store.FindBucketAsync(request.Bucket, call.Aborted).ConfigureAwait(false);

            if (existing?.Region != Oldest || region != Oldest)
            {
                throw new RefusedException(new Refusal(BucketErrors.BucketAlreadyOwnedByYou).With("BucketName", request.Bucket));
            }
        }

        return new() { Location = region == Oldest ? "/" + request.Bucket : $"http://{request.Bucket}.s3.amazonaws.com/" };
    }

    // The endpoint of us-east-1 makes buckets everywhere, any other only at home; us-east-1 itself must not be named.
    private static string RegionOf(string? constraint, string endpoint) => (constraint, endpoint) switch
    {
        (null or "", Oldest) => Oldest,
        (null or "", _) => throw Illegal("unspecified"),
        (Oldest, Oldest) => throw Invalid(constraint),
        ("EU", Oldest or "eu-west-1") => "eu-west-1",
        (_, Oldest) => LooksLikeRegion(constraint) ? constraint : throw Invalid(constraint),
        _ => constraint == endpoint ? endpoint : throw Illegal(constraint),
    };

    // eu-central-1, us-gov-west-1: words, a dash, a number.
    private static bool LooksLikeRegion(string name) =>
        RegionName.IsValid(name) && name.Split('-') is [_, .., var number] words && words.Length >= 3 && number.All(char.IsAsciiDigit);

    private static RefusedException Illegal(string constraint) => new(new(
        BucketErrors.IllegalLocationConstraint,
        $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."));

    private static RefusedException Invalid(string constraint) =>
        new(new Refusal(BucketErrors.InvalidLocationConstraint).With("LocationConstraint", constraint));
}
