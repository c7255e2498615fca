using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Signing;

/// <summary>Signs request heads with an Authorization header. Thread-safe.</summary>
/// <param name="keys">Where derived keys are kept; share one a process.</param>
public sealed class Signer(SigningKeyCache keys)
{
    /// <summary>Signs a head. The head comes back with <c>x-amz-date</c>, <c>x-amz-content-sha256</c>, a session token when there is one, and <c>Authorization</c>.</summary>
    /// <exception cref="ArgumentException">The head has no Host, or its Connection header nominates a header that S3 needs.</exception>
    public SignedRequest Sign(RequestHead head, SigningCredentials credentials, SigningParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!head.Has("host"))
        {
            throw new ArgumentException("The head has no Host field, and S3 accepts no signature without it. Add Host before signing.", nameof(head));
        }

        var timestamp = Timestamps.Write(parameters.Time);
        head = head.With("x-amz-date", timestamp).With("x-amz-content-sha256", parameters.PayloadHash);
        if (credentials.SessionToken is { } token)
        {
            head = head.With("x-amz-security-token", token);
        }

        var scope = new CredentialScope(timestamp[..8], parameters.Region, parameters.Service);
        var key = keys.Get(credentials.SecretAccessKey, scope);
        var trace = HeadSignature.Compute(head, parameters.Policy.Choose(head), parameters.PayloadHash, timestamp, key);
        var authorization = new Authorization
        {
            AccessKeyId = credentials.AccessKeyId,
            Scope = scope,
            SignedHeaders = trace.SignedHeaders,
            Signature = trace.Signature,
            Form = AuthorizationForm.Header,
        };
        return new SignedRequest(head.With("Authorization", authorization.ToHeaderValue()), trace, key);
    }
}
