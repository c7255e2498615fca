namespace Sealane.Protocol.Errors;

/// <summary>What is asked for: method, target, headers, arguments and documents.</summary>
public static class RequestErrors
{
    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidArgument = new(
        "InvalidArgument", 400, false,
        "Invalid Argument",
        "A header or parameter has a value that S3 does not take.",
        "Correct the argument that ArgumentName names.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidRequest = new(
        "InvalidRequest", 400, false,
        "Invalid Request",
        "The request contradicts itself, the bucket's settings or the service's rules; the message says how.",
        "Do what the message says.");

    /// <summary>400.</summary>
    public static readonly ErrorRow BadRequest = new(
        "BadRequest", 400, false,
        "Bad Request",
        "The request cannot be understood.",
        "Read the message; when there is none, suspect something on the way.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidURI = new(
        "InvalidURI", 400, false,
        "Couldn't parse the specified URI.",
        "The path or query is not percent-encoded UTF-8.",
        "Encode the key as UTF-8 and each byte that is not unreserved as %XX.");

    /// <summary>400.</summary>
    public static readonly ErrorRow MalformedXML = new(
        "MalformedXML", 400, false,
        "The XML you provided was not well-formed or did not validate against our published schema",
        "The document in the body is not what the operation takes, or lists more than it may.",
        "Check the document; DeleteObjects takes at most 1000 keys.");

    /// <summary>400.</summary>
    public static readonly ErrorRow MalformedACLError = new(
        "MalformedACLError", 400, false,
        "The XML you provided was not well-formed or did not validate against our published schema",
        "The access control list cannot be read.",
        "Check the list.");

    /// <summary>400.</summary>
    public static readonly ErrorRow MalformedPOSTRequest = new(
        "MalformedPOSTRequest", 400, false,
        "The body of your POST request is not well-formed multipart/form-data.",
        "A form's body cannot be read.",
        "Send multipart/form-data with the file as its last field.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidPolicyDocument = new(
        "InvalidPolicyDocument", 400, false,
        "Invalid Policy: The content of the form does not meet the conditions specified in the policy document.",
        "A form's policy cannot be read.",
        "Check the policy's JSON and its conditions.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidTag = new(
        "InvalidTag", 400, false,
        "The TagKey you have provided is invalid",
        "A tag's key or value has characters or a length that tags may not have.",
        "Correct the tag that TagKey names.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidStorageClass = new(
        "InvalidStorageClass", 400, false,
        "The storage class you specified is not valid",
        "There is no such storage class, or not here.",
        "Use another storage class than StorageClassRequested names.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidEncryptionAlgorithmError = new(
        "InvalidEncryptionAlgorithmError", 400, false,
        "The Encryption request you specified is not valid. Supported value: AES256.",
        "There is no such server-side encryption.",
        "Use AES256, or aws:kms where the bucket has it.");

    /// <summary>400.</summary>
    public static readonly ErrorRow KmsDisabled = new(
        "KMS.DisabledException", 400, false,
        "The key is disabled.",
        "The KMS key that encrypts the object is disabled.",
        "Enable the key.");

    /// <summary>400.</summary>
    public static readonly ErrorRow KmsInvalidState = new(
        "KMS.KMSInvalidStateException", 400, false,
        "The key is pending deletion.",
        "The KMS key that encrypts the object cannot be used in its state.",
        "Cancel the key's deletion, or use another key.");

    /// <summary>400.</summary>
    public static readonly ErrorRow KmsNotFound = new(
        "KMS.NotFoundException", 400, false,
        "The key does not exist.",
        "There is no such KMS key in this region and account.",
        "Check the key's ARN.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidBucketOwnerAwsAccountId = new(
        "InvalidBucketOwnerAWSAccountID", 400, false,
        "The value of the expected bucket owner parameter must be an AWS Account ID",
        "x-amz-expected-bucket-owner is no account id.",
        "Give the owner's account id, 12 digits.");

    /// <summary>400.</summary>
    public static readonly ErrorRow KeyTooLong = new(
        "KeyTooLongError", 400, false,
        "Your key is too long",
        "The key has more than 1024 bytes of UTF-8.",
        "Shorten the key.");

    /// <summary>400.</summary>
    public static readonly ErrorRow MetadataTooLarge = new(
        "MetadataTooLarge", 400, false,
        "Your metadata headers exceed the maximum allowed metadata size",
        "The names and values of the user metadata have more than 2 KB together.",
        "Shorten the metadata, or put it into an object of its own.");

    /// <summary>400.</summary>
    public static readonly ErrorRow RequestHeaderSectionTooLarge = new(
        "RequestHeaderSectionTooLarge", 400, false,
        "Your request header section exceeds the maximum allowed request header section size",
        "The headers have more than 8 KB together.",
        "Send fewer or shorter headers.");

    /// <summary>400.</summary>
    public static readonly ErrorRow MaxMessageLengthExceeded = new(
        "MaxMessageLengthExceeded", 400, false,
        "Your request was too big.",
        "The document in the body is larger than the operation takes.",
        "Split the request.");

    /// <summary>400.</summary>
    public static readonly ErrorRow MissingRequestBody = new(
        "MissingRequestBodyError", 400, false,
        "Request Body is empty",
        "The operation needs a document in the body.",
        "Send the document.");

    /// <summary>400.</summary>
    public static readonly ErrorRow UnexpectedContent = new(
        "UnexpectedContent", 400, false,
        "This request does not support content",
        "The request has a body, and this operation takes none.",
        "Send it without a body.");

    /// <summary>405.</summary>
    public static readonly ErrorRow MethodNotAllowed = new(
        "MethodNotAllowed", 405, false,
        "The specified method is not allowed against this resource.",
        "The bucket or object does not take this method; a delete marker takes DELETE only.",
        "Use one of the methods that the answer's Allow header names.");

    /// <summary>501.</summary>
    public static readonly ErrorRow NotImplemented = new(
        "NotImplemented", 501, false,
        "A header you provided implies functionality that is not implemented",
        "The server does not know the header, its value or the operation.",
        "Leave out the header that Header names; with a store other than AWS's, send checksums when required only.");

    internal static readonly ErrorRow[] All =
    [
        InvalidArgument, InvalidRequest, BadRequest, InvalidURI, MalformedXML, MalformedACLError, MalformedPOSTRequest, InvalidPolicyDocument,
        InvalidTag, InvalidStorageClass, InvalidEncryptionAlgorithmError, KmsDisabled, KmsInvalidState, KmsNotFound,
        InvalidBucketOwnerAwsAccountId, KeyTooLong, MetadataTooLarge, RequestHeaderSectionTooLarge, MaxMessageLengthExceeded,
        MissingRequestBody, UnexpectedContent, MethodNotAllowed, NotImplemented,
    ];
}
