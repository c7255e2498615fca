using System.Text;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Signing;

/// <summary>Signs request heads with an Authorization header. Thread-safe.</summary>
/// <param name="keys">Where derived keys are kept; share one a process.</param>
public sealed class Signer(SigningKeyCache keys)
{
    /// <summary>How many fields a signature adds at most: date, payload hash, session token and Authorization.</summary>
    public const int AddedFields = 4;

    private readonly SignedHeaderSets _sets = new();
    private Begun? _last;

    /// <summary>Signs a head. The head comes back with <c>x-amz-date</c>, <c>x-amz-content-sha256</c>, a session token when there is one, and <c>Authorization</c>.</summary>
    /// <exception cref="ArgumentException">The head has no Host, or its Connection header nominates a header that S3 needs.</exception>
    public SignedRequest Sign(RequestHead head, SigningCredentials credentials, SigningParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(head);
        var fields = new List<HeaderField>(head.Fields.Count + AddedFields);
        fields.AddRange(head.Fields);
        return Sign(head.Method, head.Target, fields, credentials, parameters);
    }

    /// <summary>Signs a head that is still being made, without a copy of its fields.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The raw target.</param>
    /// <param name="fields">The fields, with room for <see cref="AddedFields"/> more; the list becomes the signed head's own.</param>
    /// <param name="credentials">The key.</param>
    /// <param name="parameters">What else it needs.</param>
    /// <exception cref="ArgumentException">There is no Host, or the Connection header nominates a header that S3 needs.</exception>
    public SignedRequest Sign(
        string method, string target, List<HeaderField> fields, SigningCredentials credentials, SigningParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(parameters);
        var (timestamp, day) = Timestamps.WriteWithDay(parameters.Time);
        Set(fields, "x-amz-date", timestamp);
        Set(fields, "x-amz-content-sha256", parameters.PayloadHash);
        if (credentials.SessionToken is { } token)
        {
            Set(fields, "x-amz-security-token", token);
        }

        var head = new RequestHead(method, target, fields);
        var set = _sets.Choose(parameters.Policy, head);
        var key = keys.Get(credentials.SecretAccessKey, new CredentialScope(day, parameters.Region, parameters.Service));
        var value = HeaderValue(head, credentials.AccessKeyId, set, parameters.PayloadHash, timestamp, key);

        // Nobody else has seen the head, and no signature covers the field that it stands in.
        Set(fields, "Authorization", value);
        return new SignedRequest(head, new SignatureTrace(head, set.Names, parameters.PayloadHash, timestamp, key, value), key);
    }

    /// <summary>The value of <c>Authorization</c> for a head that has everything else already. Nothing but that text is allocated.</summary>
    /// <param name="head">A head with <c>x-amz-date</c> of the time that is signed and <c>x-amz-content-sha256</c>, and the token of temporary credentials.</param>
    /// <param name="credentials">The key.</param>
    /// <param name="parameters">Region, time and payload hash, as the head has them.</param>
    /// <exception cref="ArgumentException">The head has no Host, or another x-amz-date, or its Connection header nominates a header that S3 needs.</exception>
    public string Authorize(RequestHead head, SigningCredentials credentials, SigningParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(parameters);
        var (timestamp, day) = Timestamps.WriteWithDay(parameters.Time);
        if (head.Value("x-amz-date") != timestamp)
        {
            throw new ArgumentException($"The head's x-amz-date is not the time that is signed, {timestamp}. Add it before.", nameof(head));
        }

        var key = keys.Get(credentials.SecretAccessKey, new CredentialScope(day, parameters.Region, parameters.Service));
        return HeaderValue(head, credentials.AccessKeyId, _sets.Choose(parameters.Policy, head), parameters.PayloadHash, timestamp, key);
    }

    private string HeaderValue(
        RequestHead head, string accessKeyId, SignedHeaderSet set, string payloadHash, string timestamp, SigningKey key)
    {
        if (!head.Has("host"))
        {
            throw new ArgumentException("The head has no Host field, and S3 accepts no signature without it. Add Host before signing.", nameof(head));
        }

        Span<byte> signature = stackalloc byte[HeadSignature.Length];
        HeadSignature.Compute(head, head.Target, set.Names, payloadHash, timestamp, key, signature);
        Span<char> digits = stackalloc char[HeadSignature.Length];
        Ascii.ToUtf16(signature, digits, out _);
        return string.Concat(Beginning(accessKeyId, set, key), digits);
    }

    // All of the value but its signature is the same from one request to the next.
    private string Beginning(string accessKeyId, SignedHeaderSet set, SigningKey key)
    {
        if (_last is not { } last || last.Key != key || !ReferenceEquals(last.Set, set) || last.AccessKeyId != accessKeyId)
        {
            _last = last = new Begun(accessKeyId, set, key, Authorization.HeaderValue(accessKeyId, key.ScopeText, set.Text, signature: []));
        }

        return last.Text;
    }

    // As RequestHead.With, on a list that is still ours.
    private static void Set(List<HeaderField> fields, string name, string value)
    {
        var first = 0;
        while (first < fields.Count && !fields[first].Is(name))
        {
            first++;
        }

        if (first == fields.Count)
        {
            fields.Add(new HeaderField(name, value));
            return;
        }

        fields[first] = new HeaderField(fields[first].Name, value);
        for (var i = fields.Count - 1; i > first; i--)
        {
            if (fields[i].Is(name))
            {
                fields.RemoveAt(i);
            }
        }
    }

    private sealed class Begun(string accessKeyId, SignedHeaderSet set, SigningKey key, string text)
    {
        public string AccessKeyId => accessKeyId;

        public SignedHeaderSet Set => set;

        public SigningKey Key => key;

        public string Text => text;
    }
}
