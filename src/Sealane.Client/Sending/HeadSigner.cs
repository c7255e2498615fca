using Sealane.Credentials;
using Sealane.Endpoints;
using Sealane.Protocol.Wire;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Sending;

/// <summary>A head ready to send, and how its signature came about; null for an unsigned one.</summary>
internal readonly record struct ReadyHead(RequestHead Head, SignedRequest? Signed);

/// <summary>Composes heads, dates and signs them: in a header, or in a URL. Thread-safe.</summary>
internal sealed class HeadSigner(SendingSettings settings, SigningKeyCache keys)
{
    // The agent is not signed (proxies replace it). amz-sdk-invocation-id and amz-sdk-request are left out: nothing acts on them.
    private static readonly HeaderField UserAgent = new("User-Agent", $"Sealane/{ClientVersion.Text} .NET/{Environment.Version}");

    private const string RequestPayer = "x-amz-request-payer";

    private readonly Signer _signer = new(keys);
    private readonly Presigner _presigner = new(keys);

    /// <summary>The credentials to sign with, or null to sign nothing.</summary>
    public ValueTask<SigningCredentials?> CredentialsAsync(CancellationToken cancellationToken) => CredentialLookup.AskAsync(settings.Credentials, cancellationToken);

    /// <summary>Asks for credentials anew, since those used have expired; returns whether others came.</summary>
    public async ValueTask<bool> RenewAsync(SigningCredentials? expired, CancellationToken cancellationToken)
    {
        settings.Credentials.Forget();
        return await CredentialsAsync(cancellationToken).ConfigureAwait(false) is { } found
            && (found.AccessKeyId, found.SecretAccessKey, found.SessionToken) != (expired?.AccessKeyId, expired?.SecretAccessKey, expired?.SessionToken);
    }

    /// <summary>The head of an operation: what the signature must cover, and what must stay out of it.</summary>
    public ComposedHead Compose(IOperation operation, WireRequest request, Endpoint endpoint, PayloadPlan plan)
    {
        var head = ComposedHead.Of(request, endpoint);
        head.Add(plan.Fields);
        head.Add(UserAgent);
        if (plan.IsObject && settings.SendsTransferEncoding)
        {
            head.Fields.RemoveAll(field => field.Is("Content-Length"));
            head.Add(new HeaderField("Transfer-Encoding", "chunked"));
        }

        if (plan.IsObject && plan.Length >= settings.ExpectContinueThreshold)
        {
            head.Add(new HeaderField("Expect", "100-continue"));
        }

        if (operation.StreamsResponseBody)
        {
            head.Add(new HeaderField("Accept-Encoding", "identity"));
        }

        if (settings.RequestPayer is { } payer && operation.HasBucket && !request.Headers.Any(field => field.Is(RequestPayer)))
        {
            head.Add(new HeaderField(RequestPayer, payer));
        }

        if (ResponseChecksum.Asking(operation, request, settings.ResponseChecksumValidation) is { } asking)
        {
            head.Add(asking);
        }

        return head;
    }

    /// <summary>The head of a request without a body or an operation of its own.</summary>
    public static ComposedHead Compose(WireRequest request, Endpoint endpoint)
    {
        var head = ComposedHead.Of(request, endpoint);
        head.Add(UserAgent);
        return head;
    }

    /// <summary>Dates and signs.</summary>
    public ReadyHead Sign(ComposedHead head, string contentSha256, SigningCredentials? credentials, string region, DateTimeOffset time)
    {
        var (method, target, fields) = head;
        if (credentials is null)
        {
            // Unsigned, the word still says how to read the body; a hash would say nothing.
            var unsigned = new RequestHead(method, target, fields);
            return new(PayloadHash.IsStreaming(contentSha256) ? unsigned.With("x-amz-content-sha256", contentSha256) : unsigned, null);
        }

        var signed = _signer.Sign(method, target, fields, credentials, new SigningParameters
        {
            Region = region,
            Time = time,
            PayloadHash = contentSha256,
            Policy = settings.SigningPolicy,
        });
        return new(signed.Head, signed);
    }

    /// <summary>Dates and signs into a URL, and allocates little but that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is below a second or above a week.</exception>
    public PresignedUrl Presign(RequestHead head, Endpoint endpoint, SigningCredentials credentials, DateTimeOffset time, TimeSpan expires)
    {
        var parameters = new PresigningParameters
        {
            Region = endpoint.SigningRegion,
            Time = time,
            Expires = expires,
            Policy = settings.SigningPolicy,
        };
        var url = _presigner.Url($"{endpoint.Scheme}://{endpoint.Host}", head, credentials, parameters, out var signed);
        HeaderField[] toSend = signed.Count == 1
            ? []
            : [.. head.Fields.Where(field => !field.Is("host") && signed.Contains(field.Name, StringComparer.OrdinalIgnoreCase))];
        return new PresignedUrl(head.Method, url, toSend, time + expires);
    }
}
