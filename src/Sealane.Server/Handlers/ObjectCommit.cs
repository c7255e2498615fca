using Sealane.Protocol.Checksums;
using Sealane.Server.Payloads;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Makes staged bytes an object of one piece: its entity tag is their MD5, its checksum their own.</summary>
internal static class ObjectCommit
{
    public static async Task<ObjectEntry> CommitAsync(
        Call call,
        (string Bucket, string Key) name,
        ObjectMetadata metadata,
        (PayloadDigest Digest, ChecksumAlgorithm Algorithm) read,
        StagedObject staged,
        (WriteCondition Condition, string? Header) conditional)
    {
        var entry = new ObjectEntry
        {
            Key = name.Key,
            Size = read.Digest.Length,
            ETag = read.Digest.Md5,
            LastModified = call.Now,
            Metadata = metadata,
            Checksum = read.Digest.Of(read.Algorithm).ToStored(),
        };
        call.Require(
            await call.Store.CommitObjectAsync(name.Bucket, entry, staged, conditional.Condition, call.Aborted).ConfigureAwait(false),
            name.Key,
            conditional.Header);
        return entry;
    }
}
