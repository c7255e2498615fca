using Sealane.Listing;
using Sealane.Protocol.Objects;

namespace Sealane.Sync;

/// <summary>From bucket to bucket.</summary>
internal sealed class CopyMover(BucketPlace source, BucketPlace target, BulkOptions options, BulkProgress? progress, Tally tally, Removals? removals)
    : ObjectMover(source, target, options, tally, removals)
{
    public override ObjectAction Action => ObjectAction.Copy;

    protected override async Task<long> TransferAsync(Entry entry, CancellationToken cancellationToken)
    {
        var from = new CopySource(source.Bucket, source.KeyOf(entry.Key), Options.Copy.SourceVersionId);
        var result = await target.Kit.CopyAsync(
            source.Kit, from, target.Bucket, target.KeyOf(entry.Key), entry.Length < 0 ? null : entry.Length, Options.Copy, cancellationToken).ConfigureAwait(false);
        progress?.Add(result.Length);
        return result.Length;
    }

    protected override Task<bool> AreSameAsync(Entry from, Entry to, CancellationToken cancellationToken) =>
        ContentComparison.OfObjectsAsync(source, from, target, to, cancellationToken);

    protected override string? WhySkipped(Entry entry, CopyReason why) =>
        target.KeyOf(entry.Key).Length == 0 ? "It is the marker of the folder itself." : null;
}
