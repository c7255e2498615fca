namespace Sealane.Signing.Artifacts;

/// <summary>The query parameters of a presigned request (S3 API, sigv4-query-string-auth), and the algorithm's name.</summary>
public static class SignatureParameter
{
    /// <summary>The only algorithm of signature version 4.</summary>
    public const string AlgorithmName = "AWS4-HMAC-SHA256";

    /// <summary>Names the algorithm.</summary>
    public const string Algorithm = "X-Amz-Algorithm";

    /// <summary>Access key id and scope, joined by slashes.</summary>
    public const string Credential = "X-Amz-Credential";

    /// <summary>When it was signed.</summary>
    public const string Date = "X-Amz-Date";

    /// <summary>How long it is good for, in seconds from then: 604800 (a week) at most.</summary>
    public const string Expires = "X-Amz-Expires";

    /// <summary>The names of the signed headers, joined by semicolons.</summary>
    public const string SignedHeaders = "X-Amz-SignedHeaders";

    /// <summary>The token of temporary credentials.</summary>
    public const string SecurityToken = "X-Amz-Security-Token";

    /// <summary>The signature; the one parameter that is not signed.</summary>
    public const string Signature = "X-Amz-Signature";
}
