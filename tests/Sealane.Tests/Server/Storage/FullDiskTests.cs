using System.Diagnostics;
using Sealane.Server.Storage;
using Sealane.Server.Storage.Files;

namespace Sealane.Tests.Server.Storage;

/// <summary>The file store on a real file system of two megabytes.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_clearly_keeps_what_is_stored_and_works_again_when_freed()
    {
        using var disk = new SmallDisk();
        Assert.SkipUnless(disk.IsMounted, "needs a system where this user may mount a tmpfs");
        await using FileStore store = FileStore.Open(Path.Combine(disk.Path, "store"));
        await store.AddBucketAsync(new("box", "us-east-1", default), default);
        Assert.Equal(WriteResult.Done, await Put(store, "before", 1000));

        StorageFullException refused = await Assert.ThrowsAsync<StorageFullException>(() => Put(store, "large", 3_000_000));
        Assert.Contains("is full", refused.Message, StringComparison.Ordinal);
        Assert.Null(await store.FindObjectAsync("box", "large", default));
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "store", "staging")));
        Assert.Equal(WriteResult.Done, await Put(store, "after", 1000));

        // Now until the last page, where the database runs out of room too.
        var stored = new List<string>();

        try
        {
            for (int index = 0; index < 10_000; index++)
            {
                await Put(store, "small" + index, 10_000);
                stored.Add("small" + index);
            }
        }
        catch (StorageFullException)
        {
        }

        Assert.InRange(stored.Count, 50, 9_999);
        Assert.Equal(
            stored.Append("before").Append("after").Order(StringComparer.Ordinal),
            (await store.ListObjectsAsync("box", new() { MaxKeys = 20_000 }, default)).Items.Select(item => item.Name));

        // Deleting needs a little room in the log; a file of the user's goes first, as it would in life.
        foreach (string file in Directory.GetFiles(Path.Combine(disk.Path, "store", "data"), "*", SearchOption.AllDirectories).Take(20))
        {
            File.Delete(file);
        }

        foreach (string key in stored)
        {
            Assert.Equal(WriteResult.Done, await store.RemoveObjectAsync("box", key, WriteCondition.None, default));
        }

        Assert.Equal(WriteResult.Done, await Put(store, "again", 100_000));
    }

    private static async Task<WriteResult> Put(FileStore store, string key, int size)
    {
        await using StagedObject staged = await store.StageAsync(default);
        await staged.WriteAsync(new byte[size], default);
        var entry = new ObjectEntry { Key = key, Size = size, ETag = "e", LastModified = default };
        return await store.CommitObjectAsync("box", entry, staged, WriteCondition.None, default);
    }

    private sealed class SmallDisk : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-disk");

        public SmallDisk() => IsMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Path);

        public string Path => _folder.FullName;

        public bool IsMounted { get; }

        public void Dispose()
        {
            if (IsMounted)
            {
                Run("umount", Path);
            }

            _folder.Delete();
        }

        private static bool Run(string program, params string[] arguments)
        {
            try
            {
                using Process process = Process.Start(new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
