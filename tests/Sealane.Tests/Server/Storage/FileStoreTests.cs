using Sealane.Protocol.Groups;
using Sealane.Server.Storage;
using Sealane.Server.Storage.Files;

namespace Sealane.Tests.Server.Storage;

public sealed class FileStoreTests : StoreConformance
{
    // In memory where there is such a place: the laws are the same, and forty stores need not wait for a disk.
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "sealane-store-" + Guid.NewGuid().ToString("n")));

    protected override IObjectStore Open() => FileStore.Open(_folder.FullName);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Everything_is_there_again_after_reopening()
    {
        await Put("single", "one");
        UploadEntry finished = await Upload("multi");
        await Complete(finished, [await Part(finished, 1, "ab"), await Part(finished, 2, "cd")]);
        UploadEntry open = await Upload("open");
        PartEntry part = await Part(open, 7, "seven");
        await Store.SetAccelerationAsync("box", AccelerationState.Enabled, default);
        Tag tag = new() { Key = "team", Value = "blue" };
        await Store.SetTagsAsync("box", "multi", [tag], default);

        await Store.DisposeAsync();
        await InitializeAsync();

        Assert.Equal("one", await Read("single"));
        Assert.Equal("abcd", await Read("multi"));
        Assert.Equal(2, (await Store.FindObjectAsync("box", "multi", default))!.Parts.Count);
        Assert.Equal([tag], (await Store.FindObjectAsync("box", "multi", default))!.Metadata.Tags);
        Assert.Equal(AccelerationState.Enabled, (await Store.FindBucketAsync("box", default))!.Acceleration);
        Assert.Equal([part], await Store.ListPartsAsync(open, default));
        Assert.Equal(WriteResult.Done, await Complete((await Store.FindUploadAsync("box", "open", open.Id, default))!, [part]));
        Assert.Equal("seven", await Read("open"));
    }

    [Fact]
    public async Task The_folder_as_it_stands_at_any_acknowledgement_opens_with_all_that_was_acknowledged()
    {
        // A copy of a running store's folder is what a power cut would leave: nothing was closed, no log was folded in.
        for (int index = 0; index < 5; index++)
        {
            await Put("k" + index, "value" + index);
            StagedObject torn = await Store.StageAsync(default);
            await torn.WriteAsync(new byte[300_000], default);

            using var crashed = new CopyOf(_folder);
            await using FileStore reopened = FileStore.Open(crashed.Path);
            ListPage<ObjectEntry> page = await reopened.ListObjectsAsync("box", new(), default);
            Assert.Equal(Enumerable.Range(0, index + 1).Select(number => "k" + number), page.Items.Select(item => item.Name));

            foreach (ListItem<ObjectEntry> item in page.Items)
            {
                await using OpenedObject opened = (await reopened.OpenObjectAsync("box", item.Name, default))!;
                await using Stream stream = opened.OpenRange(0, opened.Entry.Size);
                Assert.Equal("value" + item.Name[1..], await new StreamReader(stream).ReadToEndAsync());
            }

            await torn.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_a_crash_left_behind_is_deleted_at_the_next_start_and_nothing_else()
    {
        await Put("k", "kept");
        await Store.DisposeAsync();
        string[] kept = Files();
        Assert.Single(kept);

        // Killed while writing; killed between the rename and the row.
        string staged = Path.Combine(_folder.FullName, "staging", "0123");
        string renamed = Path.Combine(_folder.FullName, "data", "ab", "ab" + new string('0', 30));
        Directory.CreateDirectory(Path.GetDirectoryName(renamed)!);
        await File.WriteAllTextAsync(staged, "half");
        await File.WriteAllTextAsync(renamed, "whole, but never acknowledged");

        await InitializeAsync();
        Assert.False(File.Exists(staged));
        Assert.Equal(kept, Files());
        Assert.Equal("kept", await Read("k"));
    }

    [Fact]
    public async Task Only_files_of_living_objects_stay()
    {
        await Put("k", "1");
        await Put("k", "2");
        await Put("gone", "3");
        await Store.RemoveObjectAsync("box", "gone", WriteCondition.None, default);
        await Put(Entry("k", 1), "x", WriteCondition.MustNotExist);
        UploadEntry upload = await Upload("multi");
        PartEntry part = await Part(upload, 1, "a");
        await Part(upload, 2, "unused");
        await Complete(upload, [part]);
        UploadEntry aborted = await Upload("aborted");
        await Part(aborted, 1, "b");
        await Store.RemoveUploadAsync(aborted, default);

        Assert.Equal(2, Files().Length);
        await Put("multi", "single now");
        Assert.Equal(2, Files().Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.FullName, "staging")));
    }

    [Fact]
    public async Task A_file_is_deleted_when_the_last_reader_of_its_object_is_done()
    {
        await Put("k", "1");
        OpenedObject first = (await Store.OpenObjectAsync("box", "k", default))!;
        OpenedObject second = (await Store.OpenObjectAsync("box", "k", default))!;
        await Store.RemoveObjectAsync("box", "k", WriteCondition.None, default);
        await first.DisposeAsync();
        Assert.Single(Files());
        await second.DisposeAsync();
        Assert.Empty(Files());
    }

    [Fact]
    public async Task No_key_reaches_outside_the_folder()
    {
        string[] keys = ["../../escape", "/etc/escape", "..", ".", "a/../../b", "C:\\escape", "sealane.db"];

        foreach (string key in keys)
        {
            await Put(key, key);
            Assert.Equal(key, await Read(key));
        }

        Assert.All(Files(), file => Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(file)));
        Assert.Equal(keys.Length, Files().Length);
    }

    [Fact]
    public void A_folder_in_use_is_refused_with_a_sentence()
    {
        IOException refused = Assert.Throws<IOException>(() => FileStore.Open(_folder.FullName));
        Assert.Contains("in use by another server", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writers_that_end_together_all_find_their_object()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(index => Task.Run(() => Put("k" + index, "v" + index).AsTask())));

        for (int index = 0; index < 100; index++)
        {
            Assert.Equal("v" + index, await Read("k" + index));
        }
    }

    private string[] Files() => [.. Directory.GetFiles(Path.Combine(_folder.FullName, "data"), "*", SearchOption.AllDirectories).Order()];

    private sealed class CopyOf : IDisposable
    {
        private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("sealane-crash");

        public CopyOf(DirectoryInfo folder)
        {
            foreach (string directory in Directory.GetDirectories(folder.FullName, "*", SearchOption.AllDirectories))
            {
                Directory.CreateDirectory(System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(folder.FullName, directory)));
            }

            foreach (string file in Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories))
            {
                if (!file.EndsWith(".lock", StringComparison.Ordinal))
                {
                    File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(folder.FullName, file)));
                }
            }
        }

        public string Path => _copy.FullName;

        public void Dispose() => _copy.Delete(recursive: true);
    }
}
