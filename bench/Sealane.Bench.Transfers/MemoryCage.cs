using System.Globalization;

namespace Sealane.Bench.Transfers;

/// <summary>A control group whose processes get so much memory and no more; beyond it the kernel ends them.</summary>
internal sealed class MemoryCage : IDisposable
{
    private readonly string _folder;
    private readonly bool _isV1;

    private MemoryCage(string folder, bool isV1) => (_folder, _isV1) = (folder, isV1);

    /// <summary>The most that was used, in bytes, the page cache of its files included.</summary>
    public long Peak => long.Parse(File.ReadAllText(Path.Combine(_folder, _isV1 ? "memory.max_usage_in_bytes" : "memory.peak")), CultureInfo.InvariantCulture);

    /// <summary>Makes one; null where the system lets nobody.</summary>
    public static MemoryCage? TryCreate(long limit)
    {
        var isV1 = Directory.Exists("/sys/fs/cgroup/memory");
        var folder = Path.Combine(isV1 ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup", $"sealane-bench-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, isV1 ? "memory.limit_in_bytes" : "memory.max"), $"{limit}");
            return new MemoryCage(folder, isV1);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same program, begun inside.</summary>
    public Invocation Around(Invocation what) =>
        what with { Program = "/bin/sh", Arguments = ["-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$0\" \"$@\"", what.Program, .. what.Arguments] };

    public void Dispose() => Directory.Delete(_folder);
}
