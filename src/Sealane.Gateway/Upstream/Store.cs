using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Endpoints;
using Sealane.Protocol.Errors;
using Sealane.Sending;
using Sealane.Server.Refusals;
using Sealane.Signing;
using Sealane.Signing.Headers;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using Sealane.Transport;
using Refusal = Sealane.Server.Refusals.Refusal;

namespace Sealane.Gateway.Upstream;

/// <summary>The store behind the gateway: where it is, how it is signed for, and the connections to it. Thread-safe.</summary>
internal sealed class Store : IDisposable
{
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(2);

    private readonly S3ClientOptions _options;
    private readonly EndpointSettings _endpoint;
    private readonly ITransport _transport;
    private readonly Signer _signer = new(new SigningKeyCache());

    /// <exception cref="S3ConfigurationException">The options contradict each other.</exception>
    public Store(S3ClientOptions options)
    {
        _options = options;
        _endpoint = options.ToEndpointSettings();
        _transport = options.MakeTransport();
    }

    /// <summary>The clock that requests are dated by.</summary>
    public TimeProvider Time => _options.TimeProvider;

    /// <summary>Where the requests of a bucket go.</summary>
    /// <exception cref="RefusedException">No bucket has that name.</exception>
    public Endpoint EndpointOf(string? bucket)
    {
        try
        {
            return EndpointRules.Resolve(bucket, _endpoint, acceleratable: false);
        }
        catch (S3ConfigurationException fault) when (bucket is not null)
        {
            throw new RefusedException(new(BucketErrors.InvalidBucketName, fault.Message));
        }
    }

    /// <summary>Whether the store takes checksums in trailers, as S3 does; who says "when required" has a store that is older than they are.</summary>
    public bool KnowsTrailers => _options.RequestChecksumCalculation != RequestChecksumCalculation.WhenRequired;

    /// <summary>Whether chunks are signed on the way to an endpoint: in the clear nothing else guards them.</summary>
    public bool SignsChunks(Endpoint endpoint) => _options.PayloadSigning switch
    {
        PayloadSigning.Always => true,
        PayloadSigning.Never => false,
        _ => !endpoint.IsSecure,
    };

    /// <summary>Ends what is silent for too long; disposed of by who sends.</summary>
    public IdleGuard Guard(CancellationToken caller) => new(_options.IdleTimeout, Time, caller);

    /// <summary>The store's keys.</summary>
    /// <exception cref="S3ConfigurationException">There are none; the message says where they were looked for.</exception>
    public async ValueTask<SigningCredentials> CredentialsAsync(CancellationToken cancellationToken) =>
        await CredentialLookup.AskAsync(_options.Credentials, cancellationToken).ConfigureAwait(false)
        ?? throw new S3ConfigurationException("The gateway signs for its store, and was told to sign nothing. Give it the store's keys.");

    /// <summary>Dates and signs a head.</summary>
    public SignedRequest Sign(ComposedHead head, string payloadWord, Endpoint endpoint, SigningCredentials credentials) => _signer.Sign(
        head.Method,
        head.Target,
        head.Fields,
        credentials,
        new SigningParameters
        {
            Region = endpoint.SigningRegion,
            Time = Time.GetUtcNow(),
            PayloadHash = payloadWord,
            Policy = SignedHeaderPolicy.AllowTable,
        });

    /// <summary>Sends.</summary>
    /// <exception cref="RefusedException">The store cannot be reached, broke off or kept silent.</exception>
    public async Task<Answer> SendAsync(Endpoint endpoint, RequestHead head, OutgoingBody? body, IdleGuard guard, CancellationToken caller)
    {
        try
        {
            return await _transport.SendAsync(endpoint.Scheme, head, body, guard.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (ConnectionFailures.Is(fault) && !caller.IsCancellationRequested)
        {
            throw new RefusedException(WhatHappened(fault, endpoint, guard));
        }
    }

    /// <summary>Whether anything answers where the store should be.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ProbeTime);
        var endpoint = EndpointOf(bucket: null);
        try
        {
            using var answer = await _transport.SendAsync(
                endpoint.Scheme, new RequestHead("HEAD", endpoint.PathPrefix + "/", [new("Host", endpoint.Host)]), body: null, patience.Token).ConfigureAwait(false);
            return answer.Status is not (502 or 503 or 504);
        }
        catch (Exception fault) when (ConnectionFailures.Is(fault))
        {
            return false;
        }
    }

    public void Dispose() => _transport.Dispose();

    private static Refusal WhatHappened(Exception fault, Endpoint endpoint, IdleGuard guard) => fault switch
    {
        OperationCanceledException { InnerException: TimeoutException } => StoreErrors.Unreachable("no connection came about in time."),
        OperationCanceledException => StoreErrors.Silent(guard.Complaint),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError
        } =>
            StoreErrors.Unreachable(ConnectionFailures.ToException(fault, "The gateway", endpoint, proxy: null, guard, attempts: 1).Message),
        _ => StoreErrors.Broken(fault.Message),
    };
}
