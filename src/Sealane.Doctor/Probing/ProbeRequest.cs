using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Doctor.Probing;

/// <summary>A probe's request as it goes out: a GET without content, with a signature that is wrong on purpose, or right to prove.</summary>
public sealed class ProbeRequest
{
    private ProbeRequest(Probe probe, RequestHead head, bool isRight) => (Probe, Head, IsRight) = (probe, head, isRight);

    /// <summary>The experiment.</summary>
    public Probe Probe { get; }

    /// <summary>The head, in origin form.</summary>
    public RequestHead Head { get; }

    /// <summary>Whether the signature is right, so that an endpoint that still refuses it saw another request.</summary>
    public bool IsRight { get; }

    /// <summary>What follows the head: nothing, or a body of no chunks.</summary>
    public ReadOnlyMemory<byte> Body => Probe.IsChunked ? "0\r\n\r\n"u8.ToArray() : default;

    /// <summary>The request with a signature that nobody's key makes: no secret is needed for what is to be learnt.</summary>
    public static ProbeRequest Wrong(Probe probe, ProbeTarget target, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(target);
        var unsigned = Unsigned(probe, target, time, token: null);
        return new ProbeRequest(probe, Signed(unsigned, target.AccessKeyId, Scope(target, time), Names(unsigned, probe, target), new string('0', HeadSignature.Length)), isRight: false);
    }

    /// <summary>The request with the right signature; null when the secret is not there.</summary>
    public static ProbeRequest? Right(Probe probe, ProbeTarget target, DateTimeOffset time, SigningKeyCache keys)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(keys);
        if (target.Credentials is not { } credentials)
        {
            return null;
        }

        var (unsigned, scope) = (Unsigned(probe, target, time, credentials.SessionToken), Scope(target, time));
        var names = Names(unsigned, probe, target);
        var trace = HeadSignature.Compute(unsigned, names, PayloadHash.EmptySha256, Timestamps.Write(time), keys.Get(credentials.SecretAccessKey, scope));
        return new ProbeRequest(probe, Signed(unsigned, credentials.AccessKeyId, scope, names, trace.Signature), isRight: true);
    }

    /// <summary>The head's bytes.</summary>
    /// <param name="proxy">What goes to a proxy that is asked in absolute form: scheme and authority, <c>http://host:9000</c>; null for the endpoint itself or a tunnel.</param>
    public byte[] ToBytes(string? proxy = null)
    {
        var message = MessageHead.OfRequest(Head);
        return (proxy is null ? message : message.WithTarget(proxy + Head.Target)).ToBytes();
    }

    /// <summary>The experiment; the head holds a signature.</summary>
    public override string ToString() => Probe.ToString();

    private static RequestHead Unsigned(Probe probe, ProbeTarget target, DateTimeOffset time, string? token)
    {
        ArgumentNullException.ThrowIfNull(probe);
        List<HeaderField> fields =
        [
            new("Host", target.Host),
            new("x-amz-content-sha256", PayloadHash.EmptySha256),
            new("x-amz-date", Timestamps.Write(time)),
            .. probe.Fields,
        ];
        if (token is not null)
        {
            fields.Add(new HeaderField("x-amz-security-token", token));
        }

        return new RequestHead("GET", $"{target.Folder}{probe.Path}{(probe.Query is null ? "" : $"?{probe.Query}")}", fields);
    }

    private static CredentialScope Scope(ProbeTarget target, DateTimeOffset time) => new(Timestamps.Write(time)[..8], target.Region, "s3");

    private static List<string> Names(RequestHead head, Probe probe, ProbeTarget target) =>
        [.. head.Fields.Select(field => field.Name.ToLowerInvariant()).Concat(probe.Listed).Concat(target.Listed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static RequestHead Signed(RequestHead head, string accessKeyId, CredentialScope scope, List<string> names, string signature) => head.Adding("Authorization", new Authorization
    {
        AccessKeyId = accessKeyId,
        Scope = scope,
        SignedHeaders = names,
        Signature = signature,
        Form = AuthorizationForm.Header,
    }.ToHeaderValue());
}
