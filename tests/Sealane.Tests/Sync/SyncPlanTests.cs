using Sealane.Listing;
using Sealane.Sync;

namespace Sealane.Tests.Sync;

public sealed class SyncPlanTests
{
    private static readonly DateTimeOffset Early = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = new(2026, 2, 2, 0, 0, 0, TimeSpan.Zero);

    // Source and target are equally long unless said otherwise; early = -, late = +.
    [Theory]
    [InlineData(Comparison.SizeAndTime, false, "1+", "1-", "Copy Time")]
    [InlineData(Comparison.SizeAndTime, false, "1-", "1+", "Keep")]
    [InlineData(Comparison.SizeAndTime, false, "1+", "1+", "Keep")]
    [InlineData(Comparison.SizeAndTime, false, "1-", "2+", "Copy Size")]
    [InlineData(Comparison.SizeAndTime, true, "1-", "1+", "Copy Time")]
    [InlineData(Comparison.SizeAndTime, true, "1+", "1+", "Keep")]
    [InlineData(Comparison.Size, false, "1+", "1-", "Keep")]
    [InlineData(Comparison.Size, false, "1-", "2-", "Copy Size")]
    [InlineData(Comparison.Checksum, false, "1+", "1-", "Compare")]
    [InlineData(Comparison.Checksum, false, "1+", "2-", "Copy Size")]
    [InlineData(Comparison.Missing, false, "1+", "2-", "Keep")]
    public async Task What_two_of_one_name_are_compared_by(Comparison comparison, bool exact, string source, string target, string step)
    {
        var options = new SyncOptions { Comparison = comparison, ExactTimestamps = exact };
        Assert.Equal([step], await StepsAsync([File("k", source)], [File("k", target)], options));
    }

    [Theory]
    [InlineData(EntryKind.File, EntryKind.Marker, "Copy Content")]
    [InlineData(EntryKind.Folder, EntryKind.Marker, "Keep")]
    [InlineData(EntryKind.EmptyFolder, EntryKind.Marker, "Keep")]
    [InlineData(EntryKind.Marker, EntryKind.Folder, "Keep")]
    [InlineData(EntryKind.Skipped, EntryKind.File, "Skip")]
    [InlineData(EntryKind.Unreadable, EntryKind.File, "Unreadable")]
    [InlineData(EntryKind.File, null, "Copy New")]
    [InlineData(EntryKind.Marker, null, "Copy New")]
    [InlineData(EntryKind.Folder, null, "")]
    [InlineData(EntryKind.EmptyFolder, null, "")]
    [InlineData(EntryKind.Skipped, null, "Skip")]
    [InlineData(EntryKind.Unreadable, null, "Unreadable")]
    [InlineData(null, EntryKind.File, "Delete")]
    [InlineData(null, EntryKind.Marker, "Delete")]
    [InlineData(null, EntryKind.Folder, "")]
    [InlineData(null, EntryKind.EmptyFolder, "")]
    [InlineData(null, EntryKind.Skipped, "")]
    [InlineData(null, EntryKind.Unreadable, "Unreadable")]
    public async Task Each_kind_has_its_step(EntryKind? source, EntryKind? target, string step)
    {
        var steps = await StepsAsync(
            source is { } one ? [new Entry { Key = "k/", Kind = one }] : [],
            target is { } other ? [new Entry { Key = "k/", Kind = other }] : [],
            new SyncOptions { Delete = true });
        Assert.Equal(step, string.Join(", ", steps));
    }

    [Fact]
    public async Task Nothing_is_deleted_below_a_folder_that_was_passed_over()
    {
        Entry[] source = [new Entry { Key = "b/", Kind = EntryKind.Skipped, Problem = "a loop" }];
        Entry[] target = [File("a", "1-"), File("b/x", "1-"), File("b/y/z", "1-"), File("b0", "1-")];
        var deleted = new List<string>();
        await foreach (var step in SyncPlan.MergeAsync(source.ToAsyncEnumerable(), target.ToAsyncEnumerable(), new SyncOptions { Delete = true }))
        {
            if (step is SyncStep.Delete)
            {
                deleted.Add(step.Key);
            }
        }

        Assert.Equal(["a", "b0"], deleted);
    }

    [Fact]
    public async Task Two_names_that_are_not_UTF8_may_read_the_same()
    {
        Entry[] source = [new Entry { Key = "\uFFFD", Kind = EntryKind.Skipped }, new Entry { Key = "\uFFFD", Kind = EntryKind.Skipped }];
        Assert.Equal(["Skip", "Skip"], await StepsAsync(source, [], new SyncOptions()));
    }

    [Theory]
    [InlineData("b", "a", "'b' before 'a'")]
    [InlineData("a", "a", "'a' twice")]
    [InlineData("\uFFEE", "\U0001F600", null)] // the order of UTF-8
    [InlineData("\U0001F600", "\uFFEE", "before")] // the order of UTF-16
    [InlineData("a-b", "a/x", null)]
    public async Task A_listing_that_is_out_of_order_is_not_merged(string first, string second, string? says)
    {
        Entry[] listing = [File(first, "1-"), File(second, "1-")];
        foreach (var (source, target) in (IEnumerable<(Entry[], Entry[])>)[(listing, []), ([], listing)])
        {
            var merge = StepsAsync(source, target, new SyncOptions { Delete = true });
            if (says is null)
            {
                Assert.Equal(2, (await merge).Count);
            }
            else
            {
                Assert.Contains(says, (await Assert.ThrowsAsync<ListingOrderException>(() => merge)).Message, StringComparison.Ordinal);
            }
        }
    }

    private static Entry File(string key, string lengthAndTime) =>
        new() { Key = key, Length = lengthAndTime[0] - '0', Modified = lengthAndTime[1] == '+' ? Late : Early };

    private static async Task<List<string>> StepsAsync(Entry[] source, Entry[] target, SyncOptions options)
    {
        var steps = new List<string>();
        await foreach (var step in SyncPlan.MergeAsync(source.ToAsyncEnumerable(), target.ToAsyncEnumerable(), options))
        {
            steps.Add(step is SyncStep.Copy copy ? $"Copy {copy.Reason}" : step.GetType().Name);
        }

        return steps;
    }
}
