namespace Sealane.Signing.Artifacts;

/// <summary>What is wrong with a signature that cannot even be read.</summary>
public enum AuthorizationFault
{
    /// <summary>The Authorization header has a type that is not known at all.</summary>
    UnsupportedType,

    /// <summary>Signature version 2, by header or by query; S3's newer regions and Sealane accept version 4 alone.</summary>
    SignatureVersion2,

    /// <summary>There is not exactly one blank after the algorithm.</summary>
    Spacing,

    /// <summary>Other than the three components Credential, SignedHeaders and Signature.</summary>
    Components,

    /// <summary>No Credential.</summary>
    MissingCredential,

    /// <summary>No SignedHeaders.</summary>
    MissingSignedHeaders,

    /// <summary>No Signature.</summary>
    MissingSignature,

    /// <summary>The Credential is not id/date/region/service/aws4_request.</summary>
    Credential,

    /// <summary>The Credential's date is not yyyyMMdd.</summary>
    CredentialDate,

    /// <summary>The Credential does not end with aws4_request.</summary>
    CredentialTerminator,

    /// <summary>A presigned request lacks one of the six parameters.</summary>
    MissingParameters,

    /// <summary>X-Amz-Algorithm is another.</summary>
    Algorithm,

    /// <summary>X-Amz-Date is not of the form 20130524T000000Z.</summary>
    QueryDate,

    /// <summary>X-Amz-Expires is no number.</summary>
    ExpiresNotANumber,

    /// <summary>X-Amz-Expires is negative.</summary>
    ExpiresNegative,

    /// <summary>X-Amz-Expires is above a week.</summary>
    ExpiresTooLong,

    /// <summary>Both an Authorization header and presigned parameters.</summary>
    TwoForms,
}

/// <summary>What reading a request's signature came to. A closed set.</summary>
public abstract record AuthorizationReading
{
    private AuthorizationReading()
    {
    }

    /// <summary>The request carries no signature.</summary>
    public sealed record Absent : AuthorizationReading;

    /// <summary>A signature that can be checked.</summary>
    /// <param name="Authorization">What it says.</param>
    public sealed record Present(Authorization Authorization) : AuthorizationReading;

    /// <summary>A signature that cannot be read.</summary>
    /// <param name="Form">Where it stood.</param>
    /// <param name="Fault">What is wrong.</param>
    /// <param name="Detail">The offending piece, never a signature or a secret.</param>
    public sealed record Malformed(AuthorizationForm Form, AuthorizationFault Fault, string Detail) : AuthorizationReading;
}
