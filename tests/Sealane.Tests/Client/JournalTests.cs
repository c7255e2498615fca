using Sealane.Journal;

namespace Sealane.Tests.Client;

public sealed class JournalTests : IDisposable
{
    private static readonly string[] Identity = ["bucket", "a key\nwith %, blanks and ü"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-journals-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_appended_is_read_again_in_order_whatever_it_contains()
    {
        string[][] records = [["part", "1", "\"etag\""], ["", " ", "%20", "line\r\nbreak\0"], ["ü\u00e9😀"], [""]];
        using (var journal = Open())
        {
            Assert.Empty(journal.Records);
            foreach (var record in records)
            {
                journal.Append(record);
            }
        }

        using var again = Open();
        Assert.Equal(records, again.Records);
    }

    [Fact]
    public void A_record_that_is_torn_anywhere_is_left_out_and_what_is_appended_then_follows_the_last_whole_one()
    {
        using (var journal = Open())
        {
            journal.Append("first");
            journal.Append("second", "of two");
        }

        var path = Assert.Single(_folder.GetFiles()).FullName;
        var whole = File.ReadAllBytes(path);
        var second = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var cut = second; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(path, whole[..cut]);
            using (var journal = Open())
            {
                Assert.Equal([["first"]], journal.Records);
                journal.AppendDurably("third");
            }

            using var again = Open();
            Assert.Equal([["first"], ["third"]], again.Records);
        }
    }

    [Fact]
    public void A_byte_that_changed_ends_the_journal_before_it()
    {
        using (var journal = Open())
        {
            journal.Append("first");
            journal.Append("second");
        }

        var path = Assert.Single(_folder.GetFiles()).FullName;
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            using var journal = Open();
            Assert.True(journal.Records.Count < 2);
            Assert.All(journal.Records, record => Assert.Equal(["first"], record));
        }
    }

    [Fact]
    public void Whoever_comes_second_gets_no_journal_and_is_told_why()
    {
        using var first = Open();
        Assert.Null(TransferJournal.TryOpen(_folder.FullName, "download", Identity, out var why));
        Assert.Contains("the same download is running already", why, StringComparison.Ordinal);
        using var other = TransferJournal.TryOpen(_folder.FullName, "upload", Identity, out why);
        Assert.NotNull(other);
        Assert.Null(why);
        Assert.NotEqual(first.Name, other.Name);
    }

    [Fact]
    public void A_completed_journal_is_gone_and_a_restarted_one_is_empty()
    {
        using (var journal = Open())
        {
            journal.Append("old");
            journal.Restart();
            Assert.Empty(journal.Records);
            journal.Append("new");
        }

        using var again = Open();
        Assert.Equal([["new"]], again.Records);
        again.Complete();
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said_with_the_way_out()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        Assert.Null(TransferJournal.TryOpen(Path.Combine(file, "below"), "download", Identity, out var why));
        Assert.Contains("Choose another JournalFolder", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_user_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Permissions are inherited there.");
            return;
        }

        var below = Path.Combine(_folder.FullName, "below");
        using var journal = TransferJournal.TryOpen(below, "download", Identity, out _);
        Assert.NotNull(journal);
        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(below) & others);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Directory.GetFiles(below)[0]) & others);
    }

    private TransferJournal Open()
    {
        var journal = TransferJournal.TryOpen(_folder.FullName, "download", Identity, out var why);
        Assert.Null(why);
        return journal!;
    }
}
