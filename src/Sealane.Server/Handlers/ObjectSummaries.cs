using Sealane.Protocol.Groups;
using Sealane.Protocol.Listing;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>A page of a listing in the form that both versions of ListObjects answer.</summary>
internal static class ObjectSummaries
{
    public static IReadOnlyList<ObjectSummary> Of(ListPage<ObjectEntry> page, KeyEncoding encoding, bool withOwner) =>
    [
        .. page.Items.Where(item => item.Entry is not null).Select(item => new ObjectSummary
        {
            Key = encoding.Write(item.Name),
            LastModified = item.Entry!.LastModified,
            ETag = $"\"{item.Entry.ETag}\"",
            Size = item.Entry.Size,
            StorageClass = item.Entry.Metadata.StorageClass,
            ChecksumAlgorithm = item.Entry.Checksum is { } checksum ? [checksum.Algorithm] : [],
            ChecksumType = item.Entry.Checksum?.Type,
            Owner = withOwner ? Owners.Owner : null,
        }),
    ];

    public static IReadOnlyList<CommonPrefix> CommonPrefixes<TEntry>(ListPage<TEntry> page, KeyEncoding encoding)
        where TEntry : class =>
        [.. page.Items.Where(item => item.Entry is null).Select(item => new CommonPrefix { Prefix = encoding.Write(item.Name) })];
}
