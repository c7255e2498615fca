using Sealane.Listing;
using Sealane.Sync;

namespace Sealane.Tests.Sync;

/// <summary>Runs while nothing else does, since it looks at the memory of the whole process.</summary>
[Collection(nameof(MergeMemory))]
[CollectionDefinition(nameof(MergeMemory), DisableParallelization = true)]
public sealed class MergeMemory
{
    [Fact]
    public async Task A_million_keys_are_merged_in_constant_memory()
    {
        const int Keys = 1_000_000;
        var (kept, copied, deleted, most) = (0, 0, 0, 0L);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await foreach (var step in SyncPlan.MergeAsync(Generated(Keys, 3), Generated(Keys, 5), new SyncOptions { Delete = true }))
        {
            _ = step switch
            {
                SyncStep.Keep => kept++,
                SyncStep.Copy => copied++,
                _ => deleted++,
            };
            if ((kept + copied + deleted) % 100_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        // Of every 15 keys the source lacks 5, the target 3, both lack 1.
        Assert.Equal((Keys * 8 / 15, Keys * 2 / 15, Keys * 4 / 15), (kept, copied, deleted), (want, got) => Near(want, got));
        Assert.InRange(most, long.MinValue, 4 * 1024 * 1024);
    }

    private static bool Near((int, int, int) want, (int, int, int) got) =>
        Math.Abs(want.Item1 - got.Item1) < 3 && Math.Abs(want.Item2 - got.Item2) < 3 && Math.Abs(want.Item3 - got.Item3) < 3;

    // All but every n-th key.
    private static IAsyncEnumerable<Entry> Generated(int count, int without) =>
        Enumerable.Range(0, count).Where(i => i % without != 0).Select(i => new Entry { Key = $"logs/{i / 1000:0000}/{i % 1000:000}.gz", Length = 1 }).ToAsyncEnumerable();
}
