using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Signing.Artifacts;

namespace Sealane.Server.Authentication;

/// <summary>
/// The refusals of a signature that cannot be read or names another place, in S3's texts for the header and for the query.
/// </summary>
internal static class AuthorizationRefusals
{
    private const string ExpectedCredential =
        "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";

    public static Refusal Of(AuthorizationReading.Malformed malformed) => malformed.Fault switch
    {
        AuthorizationFault.UnsupportedType => Argument("Unsupported Authorization Type", malformed.Detail),
        AuthorizationFault.Spacing => Argument(
            "Authorization header is invalid -- one and only one ' ' (space) required", malformed.Detail),
        AuthorizationFault.TwoForms => Argument(
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the "
            + "Authorization header should be specified",
            null),
        AuthorizationFault.SignatureVersion2 => new(
            RequestErrors.InvalidRequest,
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."),
        AuthorizationFault.Components => new(AccessErrors.AuthorizationHeaderMalformed),
        AuthorizationFault.MissingCredential => Header("missing Credential."),
        AuthorizationFault.MissingSignedHeaders => Header("missing SignedHeaders."),
        AuthorizationFault.MissingSignature => Header("missing Signature."),
        AuthorizationFault.Credential => Credential(malformed.Form, ExpectedCredential),
        AuthorizationFault.CredentialDate => Credential(
            malformed.Form,
            $"incorrect date format \"{Part(malformed, 4)}\". This date in the credential must be in the format \"yyyyMMdd\"."),
        AuthorizationFault.CredentialTerminator => Credential(
            malformed.Form, $"incorrect terminal \"{Part(malformed, 1)}\". This endpoint uses \"aws4_request\"."),
        AuthorizationFault.MissingParameters => new(AccessErrors.AuthorizationQueryParametersError),
        AuthorizationFault.Algorithm => Query("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\""),
        AuthorizationFault.QueryDate => Query("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
        AuthorizationFault.ExpiresNotANumber => Query("X-Amz-Expires should be a number"),
        AuthorizationFault.ExpiresNegative => Query("X-Amz-Expires must be non-negative"),
        AuthorizationFault.ExpiresTooLong => Query(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"),
        _ => new(AccessErrors.AccessDenied),
    };

    public static Refusal WrongService(Authorization signed) => Credential(
        signed.Form, $"incorrect service \"{signed.Scope.Service}\". This endpoint belongs to \"s3\".");

    public static Refusal WrongDate(Authorization signed) => Credential(
        signed.Form,
        $"Invalid credential date \"{signed.Scope.Date}\". This date is not the same as X-Amz-Date: \"{signed.Timestamp![..8]}\".");

    public static Refusal WrongRegion(Authorization signed, string region, bool isBucketRegion)
    {
        string detail = $"the region '{signed.Scope.Region}' is wrong; expecting '{region}'";
        Refusal refusal = Credential(signed.Form, detail).With("Region", region);
        return isBucketRegion ? refusal.WithHeader("x-amz-bucket-region", region) : refusal;
    }

    private static Refusal Credential(AuthorizationForm form, string detail) => form == AuthorizationForm.Header
        ? Header(detail)
        : Query("Error parsing the X-Amz-Credential parameter; " + detail);

    private static Refusal Header(string detail) =>
        new(AccessErrors.AuthorizationHeaderMalformed, "The authorization header is malformed; " + detail);

    private static Refusal Query(string message) => new(AccessErrors.AuthorizationQueryParametersError, message);

    private static Refusal Argument(string message, string? value) => new Refusal(RequestErrors.InvalidArgument, message)
        .With("ArgumentName", "Authorization")
        .With("ArgumentValue", value);

    private static string Part(AuthorizationReading.Malformed malformed, int fromEnd)
    {
        string[] parts = malformed.Detail.Split('/');
        return parts.Length >= fromEnd ? parts[^fromEnd] : "";
    }
}
