using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Protocol.Errors;

namespace Sealane.Doctor.Explanations;

/// <summary>What a refusal says by itself, where no head is there to compare or none explains it.</summary>
internal static class RefusalAlone
{
    private static readonly (string Code, FindingRow Cause, string Subject, Func<ErrorDocument, string> What, string Remedy)[] Rows =
    [
        ("RequestTimeTooSkewed", FindingTable.ClockSkew, "time",
            document => $"The request was signed at {Extra(document, "RequestTime")}, and the endpoint's clock said {Extra(document, "ServerTime")}. S3 accepts 15 minutes either way.",
            "Set the client's clock (NTP); in a container or a virtual machine that was asleep, the host's. Where the request waited in a queue, sign it when it is sent."),
        ("AccessDenied/X-Amz-Expires", FindingTable.ClockSkew, "time",
            document => $"The presigned request was good for {Extra(document, "X-Amz-Expires")} seconds, until {Extra(document, "Expires")}, and the endpoint's clock said {Extra(document, "ServerTime")}.",
            "Presign anew, with a longer expiry (a week at most); temporary credentials that expire earlier end it earlier."),
        ("AccessDenied/HeadersNotSigned", FindingTable.AmzHeaderAdded, "request",
            document => $"The request arrived with {Extra(document, "HeadersNotSigned")}, which S3 wants signed and the signature does not cover. Either the client sent it without signing it, or something on the way added it; the client's own head would tell.",
            "If the client sets it, set it before signing. If it comes from the way (x-amz-cf-id is CloudFront's), let that hop take it off again, or address S3 without it."),
        ("AuthorizationHeaderMalformed", FindingTable.WrongScope, "scope",
            document => document.Extra("Region") is { } region
                ? $"The signature names another region than the bucket's, which is {Legible.Spell(region)}: the key that signs depends on it."
                : $"S3 says of the signature's own text: {Legible.Spell(document.Message)}",
            "Set the client's region to the bucket's own, which the refusal names where it knows it; let the scope be id/yyyyMMdd/region/s3/aws4_request."),
        ("AuthorizationQueryParametersError", FindingTable.SignatureUnreadable, "signature",
            document => $"S3 cannot read the presigned parameters: {Legible.Spell(document.Message)}",
            "Copy the URL whole and encoded once: its slashes are %2F in X-Amz-Credential, and an ampersand is no &amp;."),
        ("InvalidAccessKeyId", FindingTable.KeyUnknown, "key",
            document => $"The endpoint does not know the key {Extra(document, "AWSAccessKeyId")}. It looked no further: whether the signature is right is not said.",
            "Look for a key of another account or another store, an older one in the environment or the profile, or a blank within it. A temporary key (ASIA...) needs its session token as well."),
        ("XAmzContentSHA256Mismatch", FindingTable.PayloadMismatch, "body",
            document => $"The endpoint hashed the body that arrived to {Extra(document, "S3ComputedContentSHA256")}, and x-amz-content-sha256 says {Extra(document, "ClientComputedContentSHA256")}.",
            "Hash the very bytes that are sent: look for a stream that was read before and not rewound, a file that changes while it is sent, text that is encoded anew, or a hop that compresses or filters bodies."),
        ("BadDigest", FindingTable.BodySignature, "body", Words, "Compute the checksum over the very bytes that are sent, and let no hop change them."),
        ("IncompleteBody", FindingTable.BodySignature, "body", Words, "Send as many bytes as the head announces; a hop that closes early looks the same."),
        ("InvalidChunkSizeError", FindingTable.BodySignature, "body", Words, "Let every chunk but the last have 8 KiB or more."),
        ("MalformedTrailerError", FindingTable.BodySignature, "body", Words, "Send the trailer that x-amz-trailer announces, and no other."),
    ];

    /// <summary>The finding.</summary>
    public static Finding Of(ErrorDocument document, int status, ClientIdentity? client)
    {
        // A code with several meanings is told apart by the elements that come with it.
        var row = Array.Find(Rows, row => row.Code.Split('/') is [var code, .. var element] && code == document.Code && Array.TrueForAll(element, name => document.Extra(name) is not null));
        var known = ErrorTable.Describe(status, document.Code);
        return new Finding
        {
            Cause = row.Cause ?? FindingTable.OtherRefusal,
            Severity = Severity.Error,
            Subject = row.Subject ?? "request",
            Broke = true,
            Proven = row.Cause is not null,
            Explanation = row.What?.Invoke(document) ?? $"The endpoint answered {status} {Legible.Spell(document.Code)}: {Legible.Spell(document.Message is { Length: > 0 } said ? said : known.Message)} {known.Meaning}",
            Remedy = row.Remedy ?? known.Remedy,
            Source = (row.Cause ?? FindingTable.OtherRefusal).Source,
            Client = client,
        };
    }

    private static string Words(ErrorDocument document) => $"Of the body the endpoint says {document.Code}: {Legible.Spell(document.Message)}";

    private static string Extra(ErrorDocument document, string name) => document.Extra(name) is { } value ? Legible.Spell(value) : "(not said)";
}
