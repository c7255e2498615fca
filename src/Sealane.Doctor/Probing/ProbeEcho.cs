using Sealane.Doctor.Evidence;
using Sealane.Protocol.Errors;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Probing;

/// <summary>What a strict endpoint answers to a probe: what a profile would have shown is compared with what the way did.</summary>
public static class ProbeEcho
{
    // The canonical request does not depend on the secret.
    private const string AnySecret = "unknown";

    private static readonly Verifier Verifier = new(new SigningKeyCache());

    /// <summary>The answer to a head as it arrived.</summary>
    public static ProbeAnswer Answer(RequestHead arrived)
    {
        ArgumentNullException.ThrowIfNull(arrived);
        if (AuthorizationReader.Read(arrived) is not AuthorizationReading.Present { Authorization: var signed })
        {
            return Refusal(ErrorDocument.Of(AccessErrors.AccessDenied));
        }

        var verification = Verifier.Verify(arrived, signed, AnySecret);
        List<string> unsigned = [.. verification.UnsignedAmzHeaders.Where(name => !AccelerateHost.Excepts(arrived, name))];
        return Refusal(unsigned.Count > 0
            ? ErrorDocument.Of(AccessErrors.AccessDenied).Adding("HeadersNotSigned", string.Join(", ", unsigned))
            : ErrorDocument.Of(AccessErrors.SignatureDoesNotMatch)
                .Adding("AWSAccessKeyId", signed.AccessKeyId)
                .Adding("SignatureProvided", signed.Signature)
                .Adding("StringToSign", verification.Trace.StringToSign)
                .Adding("CanonicalRequestBytes", Convert.ToHexStringLower(verification.Trace.CanonicalRequest)));
    }

    /// <summary>What a hop answers that does not pass a request on.</summary>
    public static ProbeAnswer Stop(int status) => new("HTTP/1.1", status, [], default);

    private static ProbeAnswer Refusal(ErrorDocument document)
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        document.Write(body);
        return new ProbeAnswer("HTTP/1.1", 403, [], body.WrittenMemory);
    }
}
