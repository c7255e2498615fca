using System.Globalization;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using Sealane.Signing.Text;

namespace Sealane.Signing;

/// <summary>What a presigned request needs besides.</summary>
public sealed record PresigningParameters : SigningParameters
{
    /// <summary>How long the request is good for: a second to a week.</summary>
    /// <value>An hour by default.</value>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Signs requests in their query: a URL that anybody may use until it expires (S3 API, sigv4-query-string-auth). Thread-safe.</summary>
/// <param name="keys">Where derived keys are kept; share one a process.</param>
public sealed class Presigner(SigningKeyCache keys)
{
    /// <summary>Presigns a head. The head's own fields that the policy chooses must then be sent with the URL, value for value.</summary>
    /// <exception cref="ArgumentException">The head has no Host.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The expiry is below a second or above seven days, which S3 refuses.</exception>
    public SignedRequest Presign(RequestHead head, SigningCredentials credentials, PresigningParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!head.Has("host"))
        {
            throw new ArgumentException("The head has no Host field, and S3 accepts no signature without it. Add Host before signing.", nameof(head));
        }

        if (parameters.Expires < TimeSpan.FromSeconds(1) || parameters.Expires > TimeSpan.FromDays(7))
        {
            throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Expires, "A presigned request is good for a second to seven days.");
        }

        var timestamp = Timestamps.Write(parameters.Time);
        var scope = new CredentialScope(timestamp[..8], parameters.Region, parameters.Service);
        var signedHeaders = parameters.Policy.Choose(head);
        var query = new List<string>
        {
            Pair(SignatureParameter.Algorithm, SignatureParameter.AlgorithmName),
            Pair(SignatureParameter.Credential, $"{credentials.AccessKeyId}/{scope}"),
            Pair(SignatureParameter.Date, timestamp),
            Pair(SignatureParameter.Expires, ((long)parameters.Expires.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            Pair(SignatureParameter.SignedHeaders, string.Join(';', signedHeaders)),
        };
        if (credentials.SessionToken is { } token)
        {
            query.Add(Pair(SignatureParameter.SecurityToken, token));
        }

        head = head.WithTarget(Append(head.Target, string.Join('&', query)));
        var key = keys.Get(credentials.SecretAccessKey, scope);
        var trace = HeadSignature.Compute(head, signedHeaders, parameters.PayloadHash, timestamp, key);
        return new SignedRequest(head.WithTarget($"{head.Target}&{Pair(SignatureParameter.Signature, trace.Signature)}"), trace, key);
    }

    private static string Pair(string name, string value) => $"{name}={PercentEncoding.Encode(value)}";

    private static string Append(string target, string query) =>
        target.IndexOf('?', StringComparison.Ordinal) is var mark && mark < 0 ? $"{target}?{query}"
        : mark == target.Length - 1 ? target + query // an empty query; a later question mark is a character of the query
        : $"{target}&{query}";
}
