namespace Sealane.Protocol.Errors;

/// <summary>Who is asking, and may they: signatures, keys, clocks, permissions.</summary>
public static class AccessErrors
{
    /// <summary>403.</summary>
    public static readonly ErrorRow SignatureDoesNotMatch = new(
        "SignatureDoesNotMatch", 403, false,
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        "The request as it arrived is not the one that was signed, or another secret signed it.",
        "Compare the answer's CanonicalRequest with the one that was signed: the line that differs names the header or path that changed on the way; when none differs, check the secret key.");

    /// <summary>403.</summary>
    public static readonly ErrorRow RequestTimeTooSkewed = new(
        "RequestTimeTooSkewed", 403, false,
        "The difference between the request time and the current time is too large.",
        "The clocks of client and server differ by more than 15 minutes.",
        "Set the clock, or sign with the answer's ServerTime.");

    /// <summary>403.</summary>
    public static readonly ErrorRow InvalidAccessKeyId = new(
        "InvalidAccessKeyId", 403, false,
        "The AWS Access Key Id you provided does not exist in our records.",
        "Nobody here knows this access key.",
        "Check the access key id, the profile it comes from, and that the endpoint is the one the key belongs to.");

    /// <summary>403.</summary>
    public static readonly ErrorRow AccessDenied = new(
        "AccessDenied", 403, false,
        "Access Denied",
        "The caller is known but may not do this, or a part of the request that must be signed was not, or a presigned request has expired.",
        "Read the message: it names the policy, the unsigned headers (HeadersNotSigned) or the time; else ask the bucket's owner for the permission.");

    /// <summary>400.</summary>
    public static readonly ErrorRow AuthorizationHeaderMalformed = new(
        "AuthorizationHeaderMalformed", 400, false,
        "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.",
        "The Authorization header cannot be read, or its scope names another region or service than the bucket's.",
        "When the answer has a Region, sign for that region; else repair what the message names.");

    /// <summary>400.</summary>
    public static readonly ErrorRow AuthorizationQueryParametersError = new(
        "AuthorizationQueryParametersError", 400, false,
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
        "A presigned address lacks a parameter or has one that cannot be read.",
        "Make the address anew; X-Amz-Expires is at most 604800 seconds.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidToken = new(
        "InvalidToken", 400, false,
        "The provided token is malformed or otherwise invalid.",
        "The session token does not belong to the access key, or is damaged.",
        "Take key, secret and token from the same set of temporary credentials.");

    /// <summary>400.</summary>
    public static readonly ErrorRow ExpiredToken = new(
        "ExpiredToken", 400, false,
        "The provided token has expired.",
        "The temporary credentials are no longer valid.",
        "Get new temporary credentials.");

    /// <summary>400.</summary>
    public static readonly ErrorRow TokenRefreshRequired = new(
        "TokenRefreshRequired", 400, false,
        "The provided token must be refreshed.",
        "The temporary credentials must be renewed.",
        "Get new temporary credentials.");

    /// <summary>400.</summary>
    public static readonly ErrorRow XAmzContentSHA256Mismatch = new(
        "XAmzContentSHA256Mismatch", 400, false,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        "The body that arrived is not the one whose hash was signed; a server that does not know aws-chunked bodies says so as well.",
        "Look for what changed the body on the way; with a store other than AWS's, send no trailing checksum (checksums when required).");

    /// <summary>400.</summary>
    public static readonly ErrorRow MissingSecurityHeader = new(
        "MissingSecurityHeader", 400, false,
        "Your request was missing a required header",
        "A header that this operation needs is absent.",
        "Add the header that MissingHeaderName names.");

    /// <summary>400.</summary>
    public static readonly ErrorRow CredentialsNotSupported = new(
        "CredentialsNotSupported", 400, false,
        "This request does not support credentials.",
        "The request is signed, and this one must not be.",
        "Send it without a signature.");

    /// <summary>403.</summary>
    public static readonly ErrorRow InvalidSecurity = new(
        "InvalidSecurity", 403, false,
        "The provided security credentials are not valid.",
        "The credentials are not valid for this service.",
        "Check the access key and the endpoint.");

    /// <summary>403.</summary>
    public static readonly ErrorRow AccountProblem = new(
        "AccountProblem", 403, false,
        "There is a problem with your AWS account that prevents the operation from completing successfully.",
        "The account is blocked.",
        "Ask the provider's support.");

    /// <summary>403.</summary>
    public static readonly ErrorRow AllAccessDisabled = new(
        "AllAccessDisabled", 403, false,
        "All access to this Amazon S3 resource has been disabled.",
        "The provider has blocked the bucket or object.",
        "Ask the provider's support.");

    /// <summary>403.</summary>
    public static readonly ErrorRow NotSignedUp = new(
        "NotSignedUp", 403, false,
        "Your account is not signed up for the Amazon S3 service.",
        "The account cannot use the service yet.",
        "Sign the account up.");

    /// <summary>403.</summary>
    public static readonly ErrorRow InvalidPayer = new(
        "InvalidPayer", 403, false,
        "All access to this object has been disabled.",
        "Whoever would pay for the request cannot.",
        "Check x-amz-request-payer and the account.");

    /// <summary>403.</summary>
    public static readonly ErrorRow InvalidObjectState = new(
        "InvalidObjectState", 403, false,
        "The operation is not valid for the object's storage class",
        "The object is archived.",
        "Restore it first, and wait until that is done.");

    internal static readonly ErrorRow[] All =
    [
        SignatureDoesNotMatch, RequestTimeTooSkewed, InvalidAccessKeyId, AccessDenied, AuthorizationHeaderMalformed,
        AuthorizationQueryParametersError, InvalidToken, ExpiredToken, TokenRefreshRequired, XAmzContentSHA256Mismatch,
        MissingSecurityHeader, CredentialsNotSupported, InvalidSecurity, AccountProblem, AllAccessDisabled, NotSignedUp,
        InvalidPayer, InvalidObjectState,
    ];
}
