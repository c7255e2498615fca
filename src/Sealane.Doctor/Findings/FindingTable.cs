namespace Sealane.Doctor.Findings;

/// <summary>A cause that the doctor can name.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Source">Where the rule behind it is written, or the incident that taught it.</param>
public sealed record FindingRow(string Id, string Title, string Source)
{
    /// <summary>Where it is explained at length, in Sealane's repository.</summary>
    public string Page => $"docs/findings/{Id}.md";
}

/// <summary>Every cause that the doctor can name. Ids are stable: a row is never renumbered, and a retired id is not used again.</summary>
public static class FindingTable
{
    /// <summary>A hop removed or replaced a hop-by-hop header that is signed, or may do so.</summary>
    public static FindingRow HopByHopHeader { get; } = new("SEAL101", "A header that any hop may remove or replace is signed", "RFC 9110 7.6.1; boto3#4400");

    /// <summary>Host is not what was signed.</summary>
    public static FindingRow HostRewritten { get; } = new("SEAL102", "Host was rewritten on the way", "S3 API, sig-v4-header-based-auth; minio#1315, minio#5222");

    /// <summary>An intermediary added a header that S3 wants signed.</summary>
    public static FindingRow AmzHeaderAdded { get; } = new("SEAL103", "An x-amz- header was added on the way and is not signed", "S3 API, sig-v4-header-based-auth; zulip#26591, ngx_aws_auth#6");

    /// <summary>The path is not what was signed.</summary>
    public static FindingRow PathRewritten { get; } = new("SEAL104", "The path was rewritten on the way", "RFC 3986 6.2.2; minio#8377, aws-sdk-ruby#718");

    /// <summary>The query is not what was signed.</summary>
    public static FindingRow QueryRewritten { get; } = new("SEAL105", "The query was rewritten on the way", "RFC 3986 6.2.2; aws4fetch#83");

    /// <summary>The body is not the one whose hash is signed.</summary>
    public static FindingRow PayloadMismatch { get; } = new("SEAL106", "The body is not the one whose hash was signed", "S3 API, XAmzContentSHA256Mismatch");

    /// <summary>The signature is not made with the secret of its key.</summary>
    public static FindingRow WrongSecret { get; } = new("SEAL107", "The signature is not made with this key's secret", "S3 API, sig-v4-header-based-auth");

    /// <summary>The scope names another region, service or day than the endpoint's.</summary>
    public static FindingRow WrongScope { get; } = new("SEAL108", "The credential scope names the wrong region, service or day", "S3 API, AuthorizationHeaderMalformed");

    /// <summary>The signed time is too far from the endpoint's, or a presigned request is used too late or too early.</summary>
    public static FindingRow ClockSkew { get; } = new("SEAL109", "The signed time and the endpoint's clock do not agree", "S3 API, RequestTimeTooSkewed");

    /// <summary>A signed header that is meant to arrive as sent did not.</summary>
    public static FindingRow SignedHeaderRewritten { get; } = new("SEAL110", "A signed header was changed or removed on the way", "S3 API, sig-v4-header-based-auth");

    /// <summary>Several lines of a signed header became one.</summary>
    public static FindingRow HeaderLinesMerged { get; } = new("SEAL111", "Lines of a signed header were merged on the way", "RFC 9110 5.3; measured at Apache, lighttpd, YARP and node http-proxy");

    /// <summary>A header was dropped for its name.</summary>
    public static FindingRow HeaderNameDropped { get; } = new("SEAL112", "A signed header was dropped for its name", "nginx underscores_in_headers; measured");

    /// <summary>The signature itself was taken away or replaced.</summary>
    public static FindingRow AuthorizationLost { get; } = new("SEAL113", "The Authorization header was removed or changed on the way", "measured at Squid without login=PASSTHRU; CloudFront developer guide");

    /// <summary>The client sent an x-amz- header that it did not sign.</summary>
    public static FindingRow AmzHeaderUnsigned { get; } = new("SEAL114", "The client sent an x-amz- header without signing it", "S3 API, AccessDenied with HeadersNotSigned");

    /// <summary>The head is right and its body is not.</summary>
    public static FindingRow BodySignature { get; } = new("SEAL115", "The head verifies, but a chunk, a trailer or a checksum of the body does not", "S3 API, sigv4-streaming");

    /// <summary>A hop did not pass the request on.</summary>
    public static FindingRow StoppedOnTheWay { get; } = new("SEAL116", "The request was stopped on the way", "RFC 9110 7.6");

    /// <summary>There is no signature that can be read.</summary>
    public static FindingRow SignatureUnreadable { get; } = new("SEAL117", "The signature cannot be read", "S3 API, sig-v4-header-based-auth");

    /// <summary>The method is not what was signed.</summary>
    public static FindingRow MethodRewritten { get; } = new("SEAL118", "The method was changed on the way", "nginx proxy_cache_convert_head");

    /// <summary>The endpoint does not know the key.</summary>
    public static FindingRow KeyUnknown { get; } = new("SEAL119", "The signing key is not known here", "S3 API, InvalidAccessKeyId");

    /// <summary>Refused for a reason that no other row explains.</summary>
    public static FindingRow OtherRefusal { get; } = new("SEAL120", "The endpoint refused the request for another reason", "S3 API, error responses");

    /// <summary>What was sent is no request that S3 could read.</summary>
    public static FindingRow HeadUnreadable { get; } = new("SEAL121", "The head of the request cannot be read", "RFC 9112 2, 3, 5");

    /// <summary>The answer's ETag is not the endpoint's.</summary>
    public static FindingRow AnswerETagChanged { get; } = new("SEAL122", "The answer's ETag was changed on the way", "RFC 9110 8.8.1; measured at nginx with gzip on");

    /// <summary>The answer's body was given another coding.</summary>
    public static FindingRow AnswerRecoded { get; } = new("SEAL123", "The answer's body was compressed on the way", "RFC 9110 8.4; measured at nginx with gzip on");

    /// <summary>The client got another status than the endpoint gave.</summary>
    public static FindingRow AnswerStatusChanged { get; } = new("SEAL124", "A hop made an answer of its own out of the endpoint's", "RFC 9110 15.3.7, 15.4.5; measured at Varnish, Apache and lighttpd");

    /// <summary>The client did not get S3's error document.</summary>
    public static FindingRow ErrorReplaced { get; } = new("SEAL125", "The endpoint's error document was replaced on the way", "nginx proxy_intercept_errors; CloudFront developer guide (custom error responses)");

    /// <summary>The answer's Date is by another clock.</summary>
    public static FindingRow AnswerClockSkewed { get; } = new("SEAL126", "The answer's Date is by a hop's clock, which is wrong", "RFC 9110 6.6.1; measured at nginx and H2O");

    /// <summary>A redirect was pointed elsewhere.</summary>
    public static FindingRow RedirectRewritten { get; } = new("SEAL127", "A redirect was pointed elsewhere on the way", "nginx proxy_redirect; measured at nginx and H2O");

    /// <summary>What S3 said of an object did not reach the client.</summary>
    public static FindingRow AnswerHeaderLost { get; } = new("SEAL128", "An x-amz- header of the answer was changed or lost on the way", "S3 API, GetObject (response headers)");

    /// <summary>The endpoint stored a coding of what the client sent.</summary>
    public static FindingRow BodyRecoded { get; } = new("SEAL129", "The request's body was compressed on the way", "RFC 9110 8.4; pgbackrest#1341");

    /// <summary>A hop undid the length that S3 wants.</summary>
    public static FindingRow LengthLost { get; } = new("SEAL130", "A body of known length was sent on chunked, and S3 wants its length", "S3 API, NotImplemented and MissingContentLength; RFC 9112 6.1");

    /// <summary>All rows, by id.</summary>
    public static IReadOnlyList<FindingRow> Rows { get; } =
    [
        HopByHopHeader, HostRewritten, AmzHeaderAdded, PathRewritten, QueryRewritten, PayloadMismatch, WrongSecret, WrongScope, ClockSkew, SignedHeaderRewritten,
        HeaderLinesMerged, HeaderNameDropped, AuthorizationLost, AmzHeaderUnsigned, BodySignature, StoppedOnTheWay, SignatureUnreadable, MethodRewritten, KeyUnknown,
        OtherRefusal, HeadUnreadable, AnswerETagChanged, AnswerRecoded, AnswerStatusChanged, ErrorReplaced, AnswerClockSkewed, RedirectRewritten, AnswerHeaderLost,
        BodyRecoded, LengthLost,
    ];
}
