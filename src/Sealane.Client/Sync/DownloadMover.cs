using Sealane.Listing;
using Sealane.Sync.Folders;

namespace Sealane.Sync;

/// <summary>From a bucket to disk.</summary>
internal sealed class DownloadMover(BucketPlace source, FolderPlace target, BulkOptions options, BulkProgress? progress, Tally tally, Removals? removals)
    : ObjectMover(source, target, options, tally, removals)
{
    private readonly TargetFolder _folder = new(target.Root);
    private readonly CaseGuard? _cases = CaseGuard.Of(target, options);
    public override ObjectAction Action => ObjectAction.Download;

    protected override async Task<long> TransferAsync(Entry entry, CancellationToken cancellationToken)
    {
        var path = _folder.Prepare(entry.Key);
        if (entry.Kind == EntryKind.Marker)
        {
            Directory.CreateDirectory(path);
            return 0;
        }

        var result = await source.Kit.Downloader.FileAsync(
            source.Bucket, source.KeyOf(entry.Key), path, Options.Download with { Listed = entry }, progress?.OfOneObject(), cancellationToken).ConfigureAwait(false);
        return result.Length;
    }

    protected override Task<bool> AreSameAsync(Entry from, Entry to, CancellationToken cancellationToken) =>
        ContentComparison.OfFileAsync(target.NameOf(to.Key), source, from, cancellationToken);

    protected override string? WhySkipped(Entry entry, CopyReason why)
    {
        // The place's own marker, and what is refused in a dry run as it would be in earnest.
        if (entry.Key.Length == 0)
        {
            return "It is the marker of the folder itself.";
        }

        if (TargetFolder.WhyRefused(entry.Key) is { } refused)
        {
            throw new IOException(refused);
        }

        if (entry.Kind == EntryKind.File && entry.Key.EndsWith('/'))
        {
            throw new IOException("Its key ends in '/' and it is not empty, so it is neither a folder nor a file. Copy it by itself, under another name.");
        }

        return entry.Kind == EntryKind.File ? _cases?.WhySkipped(entry.Key, why) : null;
    }
}
