using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Sealane.Server.Storage.Files;

/// <summary>
/// The folder of a file store. Names of files are random and say nothing about keys, so no key can reach outside the folder.
/// <code>
/// sealane.lock           held while a server runs
/// sealane.db             what is known about buckets, objects and uploads (SQLite)
/// staging/ID             bytes that are not an object yet
/// data/ID[0..2]/ID       bytes of an object or of a part
/// </code>
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const int IdBytes = 16;

    private readonly string _root;
    private readonly string _staging;
    private readonly string _data;
    private readonly FileStream _lock;

    public DataFolder(string path)
    {
        _root = Path.GetFullPath(path);
        _staging = Path.Combine(_root, "staging");
        _data = Path.Combine(_root, "data");

        try
        {
            Directory.CreateDirectory(_staging);
            Directory.CreateDirectory(_data);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"The data folder {_root} cannot be made or written. Choose another one, or change the permissions there.", denied);
        }

        FolderSync.Flush(_root);
        _lock = Lock();
    }

    public string DatabasePath => Path.Combine(_root, "sealane.db");

    public string FullMessage => $"The disk under {_root} is full. Nothing of this upload was stored; free space there and try again.";

    public static string NewId() => RandomNumberGenerator.GetHexString(IdBytes * 2, lowercase: true);

    public string PathOf(string id) => Path.Combine(_data, id[..2], id);

    public string StagingPathOf(string id) => Path.Combine(_staging, id);

    /// <summary>Makes a written and flushed staging file permanent.</summary>
    public void Publish(string id)
    {
        string shard = Path.Combine(_data, id[..2]);

        if (!Directory.Exists(shard))
        {
            Directory.CreateDirectory(shard);
            FolderSync.Flush(_data);
        }

        File.Move(StagingPathOf(id), PathOf(id));
        FolderSync.Flush(shard);
    }

    public SafeFileHandle OpenRead(string id) => File.OpenHandle(PathOf(id), share: FileShare.Read | FileShare.Delete);

    public void Delete(string id) => File.Delete(PathOf(id));

    /// <summary>Deletes what a crash left behind: staged bytes, and files that no row refers to.</summary>
    /// <param name="referred">The ids that rows refer to, in any order.</param>
    public void Sweep(IEnumerable<string> referred)
    {
        foreach (string left in Directory.EnumerateFiles(_staging))
        {
            File.Delete(left);
        }

        // 16 bytes an object, sorted: a million objects cost 16 MB for the time of the sweep.
        List<UInt128> known = [.. referred.Select(ToNumber)];
        known.Sort();

        foreach (string file in Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetFileName(file);

            if (name.Length == IdBytes * 2 && name.All(char.IsAsciiHexDigitLower) && known.BinarySearch(ToNumber(name)) < 0)
            {
                File.Delete(file);
            }
        }
    }

    public void Dispose() => _lock.Dispose();

    private static UInt128 ToNumber(string id) =>
        UInt128.Parse(id, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);

    private FileStream Lock()
    {
        try
        {
            return new(Path.Combine(_root, "sealane.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new IOException($"The data folder {_root} is in use by another server. Stop that one or choose another folder.", held);
        }
    }
}
