using Sealane.Server.Storage;
using Sealane.Server.Storage.Memory;

namespace Sealane.Tests.Server.Storage;

public sealed class MemoryStoreTests : StoreConformance
{
    protected override IObjectStore Open() => new MemoryStore();

    [Fact]
    public async Task A_full_store_refuses_and_takes_again_what_was_freed()
    {
        await using var store = new MemoryStore(10);
        await store.AddBucketAsync(new("box", "us-east-1", default), default);

        async Task<WriteResult> Write(int size)
        {
            await using StagedObject staged = await store.StageAsync(default);
            await staged.WriteAsync(new byte[size], default);
            return await store.CommitObjectAsync("box", Entry("k", size), staged, WriteCondition.None, default);
        }

        Assert.Equal(WriteResult.Done, await Write(6));
        await Assert.ThrowsAsync<StorageFullException>(() => Write(5));
        Assert.Equal(WriteResult.Done, await Write(4));
        Assert.Equal(WriteResult.Done, await Write(6));
        await store.RemoveObjectAsync("box", "k", WriteCondition.None, default);
        Assert.Equal(WriteResult.Done, await Write(10));
    }
}
