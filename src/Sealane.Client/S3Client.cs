using System.IO.Pipelines;
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
public sealed class S3Client : IS3, IDisposable, IAsyncDisposable
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

    /// <summary>
    /// Stores a file as an object: in one request, or above <see cref="S3ClientOptions.MultipartThreshold"/> in parts, several at a time.
    /// </summary>
    /// <remarks>
    /// When it fails or is cancelled, no object appears, and the parts that were sent are given up (AbortMultipartUpload); with a <see
    /// cref="S3ClientOptions.JournalFolder"/> they are kept, and the same call goes on from there. What has no length beforehand, such as a
    /// pipe, is sent as <see cref="UploadStreamAsync"/> does.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SourceChangedException">The file changed or vanished meanwhile.</exception>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">S3 stored other bytes than were sent.</exception>
    public Task<UploadResult> UploadFileAsync(
        string bucket,
        string key,
        string path,
        UploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _uploader.FileAsync(bucket, key, path, options ?? new UploadOptions(), progress, cancellationToken);

    /// <summary>Stores a stream as an object, from where it stands; its length need not be known.</summary>
    /// <remarks>
    /// A stream that can seek is read as its parts are sent. Any other is gathered in parts of one size, which are held until S3 has them:
    /// within <see cref="S3ClientOptions.MemoryBudget"/>, beyond it in <see cref="S3ClientOptions.TempFolder"/>, or the stream waits. How
    /// long it may be is <see cref="TransferProgress.Reach"/>; <see cref="UploadOptions.ExpectedLength"/> raises that.
    /// </remarks>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">S3 stored other bytes than were sent.</exception>
    public Task<UploadResult> UploadStreamAsync(
        string bucket,
        string key,
        Stream source,
        UploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _uploader.StreamAsync(bucket, key, source, options ?? new UploadOptions(), progress, cancellationToken);

    /// <summary>Stores bytes in memory as an object; they must not change until that has ended.</summary>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">S3 stored other bytes than were sent.</exception>
    public Task<UploadResult> UploadMemoryAsync(
        string bucket,
        string key,
        ReadOnlyMemory<byte> bytes,
        UploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _uploader.MemoryAsync(bucket, key, bytes, options ?? new UploadOptions(), progress, cancellationToken);

    /// <summary>Stores what a pipe holds as an object, until its writer completes it; see <see cref="UploadStreamAsync"/>.</summary>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">S3 stored other bytes than were sent.</exception>
    public Task<UploadResult> UploadPipeAsync(
        string bucket,
        string key,
        PipeReader source,
        UploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _uploader.StreamAsync(bucket, key, source.AsStream(leaveOpen: true), options ?? new UploadOptions(), progress, cancellationToken);
    }

    /// <summary>
    /// Opens an object to be written: what is written becomes one request, or parts that are sent while more is written. Completing or
    /// disposing it makes the object.
    /// </summary>
    /// <remarks>
    /// The parts that are not sent yet are held within <see cref="S3ClientOptions.MemoryBudget"/>, one for each writer at least; a writer
    /// waits for its first. When what you write comes from something that may fail, <see cref="WriteObjectAsync"/> is the safer one.
    /// </remarks>
    /// <exception cref="Diagnostics.S3ConfigurationException">Other writers hold all of the memory and did not give any back.</exception>
    public ValueTask<ObjectWriteStream> OpenWriteAsync(
        string bucket,
        string key,
        UploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _uploader.OpenWriteAsync(bucket, key, options ?? new UploadOptions(), progress, cancellationToken);

    /// <summary>Stores what a function writes as an object: all of it when the function returns, nothing when it throws.</summary>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    public async Task<UploadResult> WriteObjectAsync(
        string bucket,
        string key,
        Func<Stream, CancellationToken, Task> write,
        UploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        var writer = await OpenWriteAsync(bucket, key, options, progress, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            try
            {
                await write(writer, cancellationToken).ConfigureAwait(false);
                return await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await writer.AbortAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Reads an object into a file, over as many connections as pay, and verifies it as a whole.</summary>
    /// <remarks>
    /// The file appears under its name when it is complete and verified; until then, and after a failure, whatever had the name before
    /// keeps it. With <see cref="S3ClientOptions.JournalFolder"/>, what a download had got when it was cut off waits beside it, and the same
    /// call goes on from there if the object is still the same.
    /// </remarks>
    /// <exception cref="IOException">The path is a folder, its folder is missing, or the disk is full.</exception>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.ObjectChangedException">The object was overwritten or deleted meanwhile.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">
    /// No usable answer came, or something on the way answered with other bytes than were asked for; the message says what.
    /// </exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">The bytes are not those that S3 has the checksum of.</exception>
    public Task<DownloadResult> DownloadFileAsync(
        string bucket,
        string key,
        string path,
        DownloadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _downloader.FileAsync(bucket, key, path, options ?? new DownloadOptions(), progress, cancellationToken);

    /// <summary>Hands an object on to a stream, in order; verified after its last byte.</summary>
    /// <remarks>
    /// One connection needs no memory; where more pay, each reads a piece ahead in <see cref="S3ClientOptions.MemoryBudget"/>. The stream is
    /// neither flushed nor closed. What it got is good only when the task has ended well.
    /// </remarks>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.ObjectChangedException">The object was overwritten or deleted meanwhile.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came; the message says what came.</exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">The bytes are not those that S3 has the checksum of.</exception>
    public Task<DownloadResult> DownloadStreamAsync(
        string bucket,
        string key,
        Stream destination,
        DownloadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _streams.CopyAsync(bucket, key, destination, options ?? new DownloadOptions(), progress, cancellationToken);

    /// <summary>Reads an object into memory, verified.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="maxLength">The most bytes that it may have, so that no object fills the memory: 64 MiB when left out.</param>
    /// <param name="options">Which version, and on what condition.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Diagnostics.S3ConfigurationException">The object has more bytes than that.</exception>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.ObjectChangedException">The object was overwritten or deleted meanwhile.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came; the message says what came.</exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">The bytes are not those that S3 has the checksum of.</exception>
    public Task<byte[]> DownloadBytesAsync(
        string bucket,
        string key,
        int maxLength = 64 * 1024 * 1024,
        DownloadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _streams.BytesAsync(bucket, key, maxLength, options ?? new DownloadOptions(), progress, cancellationToken);

    /// <summary>Opens an object as a stream that can seek and reads ahead: for archives, columnar files, media.</summary>
    /// <remarks>
    /// HEAD says how long it is; reading asks for ranges of that very object (If-Match), longer ones while it is read in order. A reader of
    /// all of it in order gets it verified at its end. One thread at a time.
    /// </remarks>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">
    /// No usable answer came. Reading throws that, too, <see cref="Diagnostics.ObjectChangedException"/> when the object is another by now,
    /// and <see cref="Diagnostics.ChecksumMismatchException"/>.
    /// </exception>
    public Task<Stream> OpenReadAsync(
        string bucket, string key, DownloadOptions? options = null, CancellationToken cancellationToken = default) =>
        _streams.OpenAsync(bucket, key, options ?? new DownloadOptions(), cancellationToken);

    /// <summary>
    /// Copies an object inside the store: in one request, or above <see cref="CopyOptions.MultipartThreshold"/> in parts, several at a time.
    /// </summary>
    /// <exception cref="Diagnostics.S3Exception">S3 refused; <c>PreconditionFailed</c> when the source changed meanwhile.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.ChecksumMismatchException">The parts have other bytes than the source; there is no copy then.</exception>
    public Task<CopyResult> CopyAsync(
        string sourceBucket,
        string sourceKey,
        string bucket,
        string key,
        CopyOptions? options = null,
        CancellationToken cancellationToken = default) =>
        CopyFromAsync(this, sourceBucket, sourceKey, bucket, key, options, cancellationToken);

    /// <summary>The same, of an object that another client reaches: of the same store inside it, of another one through this process.</summary>
    public Task<CopyResult> CopyFromAsync(
        S3Client source,
        string sourceBucket,
        string sourceKey,
        string bucket,
        string key,
        CopyOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var how = options ?? new CopyOptions();
        return _kit.CopyAsync(source._kit, new CopySource(sourceBucket, sourceKey, how.SourceVersionId), bucket, key, length: null, how, cancellationToken);
    }

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
