using System.Buffers;
using Sealane.Listing;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Transfers;

namespace Sealane.Sync;

/// <summary>From disk to a bucket.</summary>
internal sealed class UploadMover(FolderPlace source, BucketPlace target, BulkOptions options, BulkProgress? progress, Tally tally, Removals? removals)
    : ObjectMover(source, target, options, tally, removals)
{
    // So small a file is read in one go and sent from memory: no stream, no second look at its length.
    private const int Small = 128 * 1024;

    private static readonly UploadOptions Plain = new();

    public override ObjectAction Action => ObjectAction.Upload;

    protected override async Task<long> TransferAsync(Entry entry, CancellationToken cancellationToken)
    {
        var key = target.KeyOf(entry.Key);
        var upload = Options.Upload?.Invoke(entry) ?? Plain;
        if (entry.Kind != EntryKind.File)
        {
            await target.Kit.Sender.SendAsync(PutObject.Operation, upload.ToPut(target.Bucket, key, Body.Empty), cancellationToken).ConfigureAwait(false);
            return 0;
        }

        var path = source.NameOf(entry.Key);
        if (entry.Length is >= 0 and < Small && await TrySmallAsync(path, (int)entry.Length, key, upload, cancellationToken).ConfigureAwait(false))
        {
            return entry.Length;
        }

        var result = await target.Kit.Uploader.FileAsync(target.Bucket, key, path, upload, progress?.OfOneObject(), cancellationToken).ConfigureAwait(false);
        return result.Length;
    }

    protected override Task<bool> AreSameAsync(Entry from, Entry to, CancellationToken cancellationToken) =>
        ContentComparison.OfFileAsync(source.NameOf(from.Key), target, to, cancellationToken);

    // False when the file has another length by now: then it is no longer what was listed, and goes the long way.
    private async Task<bool> TrySmallAsync(string path, int length, string key, UploadOptions upload, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length + 1);
        try
        {
            if (Read(path, buffer) != length)
            {
                return false;
            }

            Body body = new ReadOnlyMemory<byte>(buffer, 0, length);
            await target.Kit.Sender.SendAsync(PutObject.Operation, upload.ToPut(target.Bucket, key, body), cancellationToken).ConfigureAwait(false);
            progress?.Add(length);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Other programs may write to the file meanwhile, as with any other reader.
    private static int Read(string path, byte[] buffer)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var total = 0;
        while (RandomAccess.Read(file, buffer.AsSpan(total), total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }
}
