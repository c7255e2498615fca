using System.Buffers;
using System.Globalization;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
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
    // Room for the parameters' names, what is fixed of their values, and the signature.
    private const int Names = 512;

    private readonly SignedHeaderSets _sets = new();

    /// <summary>Presigns a head. The head's own fields that the policy chooses must then be sent with the URL, value for value.</summary>
    /// <exception cref="ArgumentException">The head has no Host.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The expiry is below a second or above seven days, which S3 refuses.</exception>
    public SignedRequest Presign(RequestHead head, SigningCredentials credentials, PresigningParameters parameters)
    {
        var target = Url(string.Empty, head, credentials, parameters, out var signedHeaders);
        var signed = head.WithTarget(target);
        var (timestamp, day) = Timestamps.WriteWithDay(parameters.Time);
        var key = keys.Get(credentials.SecretAccessKey, new CredentialScope(day, parameters.Region, parameters.Service));
        return new SignedRequest(signed, new SignatureTrace(signed, signedHeaders, parameters.PayloadHash, timestamp, key, target), key);
    }

    /// <summary>Presigns a head into a URL, and allocates nothing but that.</summary>
    /// <param name="origin">What stands before the target: scheme and host.</param>
    /// <param name="head">The head.</param>
    /// <param name="credentials">The key.</param>
    /// <param name="parameters">What else it needs.</param>
    /// <param name="signedHeaders">The names of the head's fields that must be sent with the URL.</param>
    /// <exception cref="ArgumentException">The head has no Host.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The expiry is below a second or above seven days, which S3 refuses.</exception>
    public string Url(
        string origin, RequestHead head, SigningCredentials credentials, PresigningParameters parameters, out IReadOnlyList<string> signedHeaders)
    {
        ArgumentNullException.ThrowIfNull(origin);
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

        var (timestamp, day) = Timestamps.WriteWithDay(parameters.Time);
        var key = keys.Get(credentials.SecretAccessKey, new CredentialScope(day, parameters.Region, parameters.Service));
        var set = _sets.Choose(parameters.Policy, head);
        signedHeaders = set.Names;
        var encoded = credentials.AccessKeyId.Length + key.ScopeText.Length + set.Text.Length + (credentials.SessionToken?.Length ?? 0);
        var buffer = ArrayPool<char>.Shared.Rent(origin.Length + head.Target.Length + (encoded * PercentEncoding.MostCharsEach) + Names);
        var url = new QueryWriter(buffer);
        url.Text(origin);
        url.Text(head.Target);
        url.Text(Separator(head.Target));
        url.Pair(SignatureParameter.Algorithm, SignatureParameter.AlgorithmName);
        url.Pair(SignatureParameter.Credential, credentials.AccessKeyId, "/", key.ScopeText);
        url.Pair(SignatureParameter.Date, timestamp);
        url.Number(SignatureParameter.Expires, (long)parameters.Expires.TotalSeconds);
        url.Pair(SignatureParameter.SignedHeaders, set.Text);
        if (credentials.SessionToken is { } token)
        {
            url.Pair(SignatureParameter.SecurityToken, token);
        }

        Span<byte> signature = stackalloc byte[HeadSignature.Length];
        HeadSignature.Compute(head, url.Written[origin.Length..^1], set.Names, parameters.PayloadHash, timestamp, key, signature);
        url.Text(SignatureParameter.Signature);
        url.Text("=");
        url.Ascii(signature);
        var text = url.Written.ToString();
        ArrayPool<char>.Shared.Return(buffer, clearArray: true); // a URL that is good is a secret
        return text;
    }

    // An empty query needs none; a later question mark is a character of the query.
    private static string Separator(string target) =>
        target.IndexOf('?', StringComparison.Ordinal) is var mark && mark < 0 ? "?" : mark == target.Length - 1 ? "" : "&";

    // Writes "name=value&" after each other into a buffer that has room for them.
    private ref struct QueryWriter(Span<char> buffer)
    {
        private readonly Span<char> _buffer = buffer;
        private int _length;

        public readonly ReadOnlySpan<char> Written => _buffer[.._length];

        public void Text(scoped ReadOnlySpan<char> text)
        {
            text.CopyTo(_buffer[_length..]);
            _length += text.Length;
        }

        public void Ascii(scoped ReadOnlySpan<byte> text)
        {
            System.Text.Ascii.ToUtf16(text, _buffer[_length..], out var written);
            _length += written;
        }

        public void Pair(string name, params scoped ReadOnlySpan<string> values)
        {
            Text(name);
            Text("=");
            foreach (var value in values)
            {
                _length += PercentEncoding.Encode(value, _buffer[_length..]);
            }

            Text("&");
        }

        public void Number(string name, long value)
        {
            Text(name);
            Text("=");
            value.TryFormat(_buffer[_length..], out var written, provider: CultureInfo.InvariantCulture);
            _length += written;
            Text("&");
        }
    }
}
