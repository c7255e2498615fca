using System.Collections.Frozen;
using Sealane.Server.Refusals;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using Sealane.Signing.Text;

namespace Sealane.Server.Authentication;

/// <summary>Checks signatures as strictly as S3 and in S3's order. Thread-safe.</summary>
/// <param name="known">The keys that exist here.</param>
/// <param name="keys">Where derived keys are kept.</param>
internal sealed class Authenticator(IEnumerable<SigningCredentials> known, SigningKeyCache keys)
{
    /// <summary>How far the clocks of client and server may differ: 15 minutes (S3 API, RequestTimeTooSkewed).</summary>
    public static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);

    private readonly FrozenDictionary<string, SigningCredentials> _known =
        known.ToFrozenDictionary(credentials => credentials.AccessKeyId, StringComparer.Ordinal);

    private readonly Verifier _verifier = new(keys);

    /// <summary>Judges a head.</summary>
    // date -> authorization -> scope -> key -> date of the scope -> clock -> payload word -> unsigned headers -> signature -> token
    public AccessDecision Judge(RequestHead head, AccessExpectation expected, DateTimeOffset now)
    {
        // 1. Is there a signature that can be read?
        AuthorizationReading reading = AuthorizationReader.Read(head);

        if (reading is not AuthorizationReading.Present { Authorization: var signed })
        {
            return new AccessDecision.Denied(reading is AuthorizationReading.Malformed malformed
                ? AuthorizationRefusals.Of(malformed)
                : AccessRefusals.Anonymous);
        }

        bool hasTime = Timestamps.TryRead(signed.Timestamp, out DateTimeOffset time);

        // 2. Is it for this place, and by a key that exists? From here on the check itself is part of the evidence.
        if (!hasTime)
        {
            return new AccessDecision.Denied(AccessRefusals.NoDate, signed);
        }

        Verification? check = _known.TryGetValue(signed.AccessKeyId, out SigningCredentials? caller)
            ? _verifier.Verify(head, signed, caller.SecretAccessKey)
            : null;

        Refusal? refusal = JudgeScope(signed, expected);

        if (refusal is not null || check is null || caller is null)
        {
            return new AccessDecision.Denied(refusal ?? AccessRefusals.UnknownKey(signed.AccessKeyId), signed, check);
        }

        // 3. Is it of now, complete, and right?
        refusal = JudgeTime(signed, time, now)
            ?? JudgePayloadWord(head, signed)
            ?? JudgeUnsigned(check, expected)
            ?? (check.Matches ? null : AccessRefusals.Mismatch(signed, check.Trace))
            ?? JudgeToken(head, caller);

        return refusal is null ? new AccessDecision.Granted(caller, signed, check) : new AccessDecision.Denied(refusal, signed, check);
    }

    private static Refusal? JudgeScope(Authorization signed, AccessExpectation expected)
    {
        if (signed.Scope.Service != "s3")
        {
            return AuthorizationRefusals.WrongService(signed);
        }

        return expected.Region is { } region && signed.Scope.Region != region
            ? AuthorizationRefusals.WrongRegion(signed, region, expected.IsBucketRegion)
            : null;
    }

    private static Refusal? JudgeTime(Authorization signed, DateTimeOffset time, DateTimeOffset now)
    {
        if (!signed.Timestamp!.StartsWith(signed.Scope.Date, StringComparison.Ordinal))
        {
            return AuthorizationRefusals.WrongDate(signed);
        }

        if (signed.Expires is not { } expires)
        {
            return (now - time).Duration() > LargestSkew ? AccessRefusals.Skewed(signed, now) : null;
        }

        return time - now > LargestSkew ? AccessRefusals.NotValidYet
            : now > time + expires ? AccessRefusals.Expired(expires, time + expires, now)
            : null;
    }

    private static Refusal? JudgePayloadWord(RequestHead head, Authorization signed) => head.Value("x-amz-content-sha256") switch
    {
        null => signed.Form == AuthorizationForm.Header ? AccessRefusals.NoPayloadWord : null,
        PayloadHash.Unsigned => null,
        var word => PayloadHash.IsStreaming(word) || PayloadHash.IsSha256(word) ? null : AccessRefusals.BadPayloadWord(word),
    };

    // x-amz-cf-id: CloudFront, which acceleration is built on, adds it behind the signer's back and S3 lets it pass there.
    private static Refusal? JudgeUnsigned(Verification check, AccessExpectation expected)
    {
        string[] unsigned = [.. check.UnsignedAmzHeaders.Where(name => !(expected.IsAccelerate && name == "x-amz-cf-id"))];
        return unsigned.Length == 0 ? null : AccessRefusals.Unsigned(unsigned);
    }

    private static Refusal? JudgeToken(RequestHead head, SigningCredentials caller)
    {
        string? sent = head.Value("x-amz-security-token") ?? QueryToken(head.Query);
        return string.Equals(sent, caller.SessionToken, StringComparison.Ordinal) ? null : AccessRefusals.WrongToken;
    }

    private static string? QueryToken(ReadOnlySpan<char> query)
    {
        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[range];

            if (pair.StartsWith(SignatureParameter.SecurityToken + "=", StringComparison.Ordinal))
            {
                return PercentEncoding.DecodeText(pair[(SignatureParameter.SecurityToken.Length + 1)..]);
            }
        }

        return null;
    }
}
