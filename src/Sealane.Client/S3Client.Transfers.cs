using System.IO.Pipelines;
using Sealane.Protocol.Objects;
using Sealane.Transfers;

namespace Sealane;

/// <content>Objects as files, streams, pipes and memory, and copies of them.</content>
public sealed partial class S3Client
{
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
}
