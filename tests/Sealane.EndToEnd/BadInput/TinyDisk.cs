using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.BadInput;

/// <summary>A disk that is soon full: a tmpfs of its own size, gone after the test. Skips the test where none can be mounted.</summary>
internal sealed class TinyDisk : IAsyncDisposable
{
    private TinyDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<TinyDisk> MountAsync(string path, string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can mount a small disk");
        Directory.CreateDirectory(path);
        var mounted = await OutsideProgram.RunAsync(OutsideProgram.Need("mount"), ["-t", "tmpfs", "-o", $"size={size}", "sealane-test", path]);
        Assert.SkipWhen(mounted.ExitCode != 0, $"no small disk can be mounted here: {mounted.Error.Trim()}");
        return new TinyDisk(path);
    }

    // Lazily: a process that a failed test left behind may still hold a file.
    public async ValueTask DisposeAsync()
    {
        var unmounted = await OutsideProgram.RunAsync(OutsideProgram.Need("umount"), ["-l", Path]);
        Assert.True(unmounted.ExitCode == 0, unmounted.ToString());
    }
}
