using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Sealane.Listing;
using Sealane.Sync;

namespace Sealane.Tests.Sync;

public sealed class FolderWalkTests : IDisposable
{
    private static readonly string[] Odd = ["a", "a-b", "a.txt", "a0", "A", "b", "\u00E9", "\u00A0", "\uFFEE", "\U0001F600", " ", "+", "a b", "-"];

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]),
        Gen.String[Gen.Char["ab-./0 "], 1, 4]).Where(name => name is not "." and not ".." && !name.Contains('/'));

    private static readonly Gen<string> Key = Name.Array[1, 4].Select(names => string.Join('/', names));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-walk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_walked_in_the_order_of_the_bytes_of_whole_keys() => Gen.Select(Key.Array[1, 30], Gen.Int[1, 5]).Sample(
        (keys, most) =>
        {
            var root = _folder.CreateSubdirectory(Guid.NewGuid().ToString("n"));
            foreach (var key in keys)
            {
                Write(root.FullName, key);
            }

            var files = Directory.EnumerateFiles(root.FullName, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root.FullName, path));
            var expected = files.Order(Comparer<string>.Create((x, y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y))));

            // With a handful of names in memory the rest is sorted in files.
            var walked = Walk(new FolderPlace(root.FullName) { MostInMemory = most });
            var all = walked.ConvertAll(entry => entry.Key);
            Assert.Equal(all.Order(KeyOrder.Comparer), all);
            Assert.Equal(expected, walked.Where(entry => entry.Kind == EntryKind.File).Select(entry => entry.Key));
        },
        iter: 60);

    [Fact]
    public void What_a_download_has_begun_is_no_file_yet()
    {
        foreach (var name in (string[])[".a.txt.0123abcd.sealane", ".b.0123456789abcdef0123456789abcdef.sealane", ".c.sealane", ".d.not-hexa.sealane", "e.0123abcd.sealane"])
        {
            Write(_folder.FullName, name);
        }

        Assert.Equal([".c.sealane", ".d.not-hexa.sealane", "e.0123abcd.sealane"], Walk(new FolderPlace(_folder.FullName)).Select(entry => entry.Key));
    }

    [Fact]
    public void A_large_folder_is_sorted_in_a_file_and_nothing_is_lost()
    {
        for (var i = 0; i < 3000; i++)
        {
            Write(_folder.FullName, $"{(i * 7919) % 3000:0000}");
        }

        Assert.Equal(
            Enumerable.Range(0, 3000).Select(i => $"{i:0000} 1"),
            Walk(new FolderPlace(_folder.FullName) { MostInMemory = 10 }).Select(entry => $"{entry.Key} {entry.Length}"));
    }

    [Fact]
    public void Empty_folders_are_told_from_full_ones()
    {
        Write(_folder.FullName, "full/x");
        _folder.CreateSubdirectory("empty");
        Assert.Equal(["empty/ EmptyFolder", "full/ Folder", "full/x File"], Walk().Select(entry => $"{entry.Key} {entry.Kind}"));
    }

    [Fact]
    public void Length_and_time_are_those_of_the_file()
    {
        var path = Write(_folder.FullName, "f", "12345");
        var time = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc).AddTicks(1234);
        File.SetLastWriteTimeUtc(path, time);
        var entry = Assert.Single(Walk());
        Assert.Equal((5, time), (entry.Length, entry.Modified.UtcDateTime));
    }

    [Fact]
    public void Links_count_as_what_they_lead_to_or_not_at_all_and_loops_end()
    {
        Write(_folder.FullName, "real/file", "12345");
        Directory.CreateSymbolicLink(Path.Join(_folder.FullName, "again"), Path.Join(_folder.FullName, "real"));
        File.CreateSymbolicLink(Path.Join(_folder.FullName, "alias"), "real/file");
        File.CreateSymbolicLink(Path.Join(_folder.FullName, "broken"), "nowhere");
        Directory.CreateSymbolicLink(Path.Join(_folder.FullName, "real", "up"), "..");
        Directory.CreateSymbolicLink(Path.Join(_folder.FullName, "self"), "self");
        var walked = Walk();
        Assert.Equal(
            [
                "again/ Folder", "again/file File", "again/up/ Skipped", "alias File", "broken Skipped", "real/ Folder", "real/file File", "real/up/ Skipped", "self Skipped",
            ],
            walked.Select(entry => $"{entry.Key} {entry.Kind}"));
        Assert.Equal(5, walked.Single(entry => entry.Key == "alias").Length);
        Assert.Contains("for ever", walked.Single(entry => entry.Key == "real/up/").Problem, StringComparison.Ordinal);
        Assert.Equal(["real/", "real/file"], Walk(new FolderPlace(_folder.FullName) { FollowsLinks = false }).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Pipes_sockets_and_names_that_are_not_UTF8_are_passed_over_with_a_reason()
    {
        using var shell = Process.Start("sh", ["-c", "mkfifo \"$1/pipe\" && printf x > \"$1/$(printf 'bad\\377')\"", "sh", _folder.FullName]);
        await shell.WaitForExitAsync();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Join(_folder.FullName, "socket")));
        Write(_folder.FullName, "empty", "");
        Write(_folder.FullName, "replacement \uFFFD");
        Assert.Equal(
            [
                "bad\uFFFD Its name is not UTF-8, and keys are. Rename it.",
                "empty ",
                "pipe It is a pipe, which has no content to copy.",
                "replacement \uFFFD ",
                "socket It is a socket, which has no content to copy.",
            ],
            Walk().Select(entry => $"{entry.Key} {entry.Problem}"));

        // .NET cannot name it to delete it.
        using var cleaner = Process.Start("sh", ["-c", "rm \"$1\"/bad*", "sh", _folder.FullName]);
        await cleaner.WaitForExitAsync();
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_unreadable()
    {
        var entry = Assert.Single(Walk(new FolderPlace(Path.Join(_folder.FullName, "none"))));
        Assert.Equal((EntryKind.Unreadable, ""), (entry.Kind, entry.Key));
        Assert.Contains("none", entry.Problem, StringComparison.Ordinal);
    }

    private static string Write(string root, string key, string content = "x")
    {
        var path = Path.Join(root, key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What is a folder already cannot be a file, and the other way round.
        }

        return path;
    }

    private List<Entry> Walk(FolderPlace? place = null) => [.. (place ?? new FolderPlace(_folder.FullName)).EntriesAsync().ToBlockingEnumerable()];
}
