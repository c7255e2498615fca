using System.Text;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using Sealane.Signing.Streaming;
using Sealane.Signing.Text;

namespace Sealane.Signing;

/// <summary>Checks the signature of a head as it arrived, in either form, with the same writer that signs. Thread-safe.</summary>
/// <remarks>Clock, scope and the known keys are the endpoint's business; this answers one question: is the signature what this secret makes of this head?</remarks>
/// <param name="keys">Where derived keys are kept; share one a process.</param>
public sealed class Verifier(SigningKeyCache keys)
{
    /// <summary>Checks a signature.</summary>
    /// <param name="head">The head as it arrived.</param>
    /// <param name="authorization">What the head says about its signature.</param>
    /// <param name="secretAccessKey">The secret of the key that it names.</param>
    /// <param name="payloadHash">What stands for the body; null takes what the request says, and <c>UNSIGNED-PAYLOAD</c> where a presigned one says nothing.</param>
    public Verification Verify(RequestHead head, Authorization authorization, string secretAccessKey, string? payloadHash = null)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(authorization);
        var signed = authorization.SignedHeaders.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        var key = keys.Get(secretAccessKey, authorization.Scope);
        var trace = HeadSignature.Compute(head, signed, payloadHash ?? PayloadOf(head), authorization.Timestamp ?? string.Empty, key);
        return new Verification(
            ChunkSigner.Matches(Encoding.UTF8.GetBytes(authorization.Signature), Encoding.ASCII.GetBytes(trace.Signature)),
            trace,
            [.. signed.Where(name => !head.Has(name))],
            Unsigned(head, signed),
            key);
    }

    private static string PayloadOf(RequestHead head) =>
        head.Value("x-amz-content-sha256") ?? QueryValue(head, "X-Amz-Content-Sha256") ?? PayloadHash.Unsigned;

    private static List<string> Unsigned(RequestHead head, List<string> signed) =>
    [
        .. head.Fields.Select(field => field.Name.ToLowerInvariant())
            .Where(name => HeaderTable.MustBeSigned(name) && !signed.Contains(name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static string? QueryValue(RequestHead head, string name)
    {
        var query = head.Query;
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.StartsWith(name, StringComparison.Ordinal) && pair.Length > name.Length && pair[name.Length] == '=')
            {
                return PercentEncoding.DecodeText(pair[(name.Length + 1)..]);
            }
        }

        return null;
    }
}
