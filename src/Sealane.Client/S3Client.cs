using System.Runtime.CompilerServices;
using Sealane.Flow;
using Sealane.Listing;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Sending;
using Sealane.Signing.Keys;
using Sealane.Sync;
using Sealane.Transfers;
using Sealane.Transport;

namespace Sealane;

/// <summary>A client of S3. Thread-safe and meant to live long: it keeps connections, and what it learnt of regions and clocks.</summary>
public sealed partial class S3Client : IS3, IDisposable, IAsyncDisposable
{
    private readonly ITransport _transport;
    private readonly Sender _sender;
    private readonly Uploader _uploader;
    private readonly Downloader _downloader;
    private readonly ObjectStreams _streams;
    private readonly TransferKit _kit;

    /// <summary>Makes a client.</summary>
    /// <exception cref="Diagnostics.S3ConfigurationException">
    /// An option is missing or cannot be used; the message says which and what to do.
    /// </exception>
    public S3Client(S3ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _transport = options.MakeTransport();
        var pace = options.ToPace();
        var limit = new BandwidthLimit(options.BandwidthLimit, options.TimeProvider, _transport.Blocks);
        _sender = new Sender(options.ToSendingSettings() with { Pace = pace, BandwidthLimit = limit }, _transport, new SigningKeyCache());
        var transfers = options.ToTransferSettings() with { Pace = pace, Workers = new Workers(pace, _transport.Blocks) };
        _uploader = new Uploader(_sender, transfers);
        _streams = new ObjectStreams(_sender, transfers);
        _downloader = new Downloader(_sender, transfers, _streams);
        var copier = new Copier(_sender, _uploader, transfers);
        _kit = new TransferKit(_sender, _uploader, _downloader, copier, transfers, options.ToEndpointSettings());
    }

    /// <summary>Makes a client of what the environment and the shared profile files say.</summary>
    /// <exception cref="Diagnostics.S3ConfigurationException">They say too little, or something that cannot be used.</exception>
    public S3Client()
        : this(S3ClientOptions.FromEnvironment())
    {
    }

    /// <summary>What the client was made of.</summary>
    public S3ClientOptions Options { get; }

    /// <summary>Sends an operation; each has methods of its own on <see cref="IS3"/>, such as <c>PutObjectAsync</c>.</summary>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.S3ConfigurationException">Options, credentials and bucket do not fit together.</exception>
    public Task<TResult> SendAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : class
        where TResult : class => _sender.SendAsync(operation, request, cancellationToken);

    /// <summary>The objects of a bucket whose keys begin with a prefix, to copy, move, synchronise or delete them all.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with, as it is: a folder's ends in <c>/</c>.</param>
    public BucketPlace Place(string bucket, string prefix = "") => new(_kit, bucket, prefix);

    /// <summary>The objects of a bucket whose whole keys a pattern matches, such as <c>logs/2026-*/x.gz</c>.</summary>
    /// <remarks>
    /// Names below the place are keys without what stands up to the last <c>/</c> before the pattern's first special character.
    /// </remarks>
    public BucketPlace PlaceMatching(string bucket, string keyPattern) => BucketPlace.Matching(_kit, bucket, keyPattern);

    /// <summary>The uploads in parts that were begun and neither completed nor aborted.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What their keys begin with.</param>
    /// <param name="measure">Whether each one's parts are counted, which takes a request or more for each.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public IAsyncEnumerable<UnfinishedUpload> UploadsAsync(
        string bucket, string? prefix = null, bool measure = false, CancellationToken cancellationToken = default) =>
        UnfinishedUploads.ListAsync(_sender, bucket, prefix, measure, cancellationToken);

    /// <summary>Signs a download into a URL that anybody may use until it expires.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="expires">How long it is good for: a second to a week.</param>
    /// <param name="cancellationToken">Ends the wait for credentials.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is below a second or above a week.</exception>
    public ValueTask<PresignedUrl> PresignGetAsync(
        string bucket, string key, TimeSpan expires, CancellationToken cancellationToken = default) =>
        _sender.PresignAsync(GetObject.Operation, bucket, key, expires, cancellationToken);

    /// <summary>Signs an upload into a URL that anybody may use until it expires.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="expires">How long it is good for: a second to a week.</param>
    /// <param name="cancellationToken">Ends the wait for credentials.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is below a second or above a week.</exception>
    public ValueTask<PresignedUrl> PresignPutAsync(
        string bucket, string key, TimeSpan expires, CancellationToken cancellationToken = default) =>
        _sender.PresignAsync(PutObject.Operation, bucket, key, expires, cancellationToken);

    /// <summary>Signs any operation into a URL; the headers that its request has must then be sent with it.</summary>
    public ValueTask<PresignedUrl> PresignAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, TimeSpan expires, CancellationToken cancellationToken = default)
        where TRequest : class
        where TResult : class => _sender.PresignAsync(operation, request, expires, cancellationToken);

    /// <summary>All objects whose keys begin with a prefix, in the order of their keys; pages are fetched as they are needed.</summary>
    public async IAsyncEnumerable<ObjectSummary> ListAsync(
        string bucket, string? prefix = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in ListPagesAsync(new ListObjectsV2Request { Bucket = bucket, Prefix = prefix }, cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in page.Contents)
            {
                yield return one;
            }
        }
    }

    /// <summary>The pages of a listing, keys decoded; with a delimiter, common prefixes too.</summary>
    public IAsyncEnumerable<ListObjectsV2Result> ListPagesAsync(
        ListObjectsV2Request request, CancellationToken cancellationToken = default) =>
        ObjectListing.PagesAsync(this, request, cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _transport.Dispose();

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
