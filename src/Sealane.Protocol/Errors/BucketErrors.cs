namespace Sealane.Protocol.Errors;

/// <summary>Buckets: their names, their owners, their regions.</summary>
public static class BucketErrors
{
    /// <summary>404.</summary>
    public static readonly ErrorRow NoSuchBucket = new(
        "NoSuchBucket", 404, false,
        "The specified bucket does not exist",
        "There is no bucket of this name.",
        "Check the name and the endpoint, or create the bucket.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidBucketName = new(
        "InvalidBucketName", 400, false,
        "The specified bucket is not valid.",
        "The name breaks S3's rules for bucket names.",
        "Use 3 to 63 lower-case letters, digits, '.' and '-'.");

    /// <summary>409.</summary>
    public static readonly ErrorRow BucketAlreadyExists = new(
        "BucketAlreadyExists", 409, false,
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
        "Somebody else owns a bucket of this name.",
        "Choose another name.");

    /// <summary>409.</summary>
    public static readonly ErrorRow BucketAlreadyOwnedByYou = new(
        "BucketAlreadyOwnedByYou", 409, false,
        "Your previous request to create the named bucket succeeded and you already own it.",
        "The bucket is there already, and is yours.",
        "Use it.");

    /// <summary>409.</summary>
    public static readonly ErrorRow BucketNotEmpty = new(
        "BucketNotEmpty", 409, false,
        "The bucket you tried to delete is not empty",
        "The bucket has objects, or versions or uploads that a listing does not show.",
        "Delete the objects, their versions and the unfinished uploads first.");

    /// <summary>409.</summary>
    public static readonly ErrorRow InvalidBucketState = new(
        "InvalidBucketState", 409, false,
        "The request is not valid with the current state of the bucket.",
        "Another setting of the bucket forbids this.",
        "Change the setting that the message names.");

    /// <summary>400.</summary>
    public static readonly ErrorRow TooManyBuckets = new(
        "TooManyBuckets", 400, false,
        "You have attempted to create more buckets than allowed.",
        "The account has as many buckets as it may have.",
        "Delete one, or ask for a higher limit.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidLocationConstraint = new(
        "InvalidLocationConstraint", 400, false,
        "The specified location-constraint is not valid",
        "There is no such region; us-east-1 must not be named at all.",
        "Name the region of the endpoint, and none for us-east-1.");

    /// <summary>400.</summary>
    public static readonly ErrorRow IllegalLocationConstraint = new(
        "IllegalLocationConstraintException", 400, false,
        "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
        "The bucket's region and the endpoint's region differ.",
        "Send the request to the endpoint of the bucket's region.");

    /// <summary>409.</summary>
    public static readonly ErrorRow OperationAborted = new(
        "OperationAborted", 409, false,
        "A conflicting conditional operation is currently in progress against this resource. Please try again.",
        "Another change of the same bucket is under way, such as its deletion.",
        "Wait, then try again.");

    /// <summary>301.</summary>
    public static readonly ErrorRow PermanentRedirect = new(
        "PermanentRedirect", 301, false,
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        "The bucket is in another region.",
        "Use the region that the x-amz-bucket-region header names.");

    /// <summary>307.</summary>
    public static readonly ErrorRow TemporaryRedirect = new(
        "TemporaryRedirect", 307, false,
        "Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.",
        "The bucket is new and DNS does not know its region yet.",
        "Send the request to the region that the x-amz-bucket-region header names.");

    /// <summary>307.</summary>
    public static readonly ErrorRow Redirect = new(
        "Redirect", 307, false,
        "Please re-send this request to the specified temporary endpoint.",
        "The bucket is served elsewhere for now.",
        "Send the request to the region that the x-amz-bucket-region header names.");

    internal static readonly ErrorRow[] All =
    [
        NoSuchBucket, InvalidBucketName, BucketAlreadyExists, BucketAlreadyOwnedByYou, BucketNotEmpty, InvalidBucketState, TooManyBuckets,
        InvalidLocationConstraint, IllegalLocationConstraint, OperationAborted, PermanentRedirect, TemporaryRedirect, Redirect,
    ];
}
