using System.Security.Cryptography;

namespace Sealane.Journal;

/// <summary>
/// What a transfer has done, in a file that outlives the process: the first line says which transfer it is, each further one was appended
/// whole. Thread-safe.
/// </summary>
/// <remarks>
/// <code>
///   name   hex(SHA-256(header line)), 32 digits, ".journal"
///   file   header line, then records; see <see cref="JournalLine"/>
///   lock   the open file itself: whoever comes second gets no journal, and goes on without
/// </code>
/// A record is one write. After a crash of the process all of them are there; after one of the machine the last may be missing or torn, and
/// what follows a torn one is cut off. So a record must be something that can be checked, or that does no harm when it is not true.
/// </remarks>
internal sealed class TransferJournal : IDisposable
{
    private const string Format = "sealane-journal-1";
    private const string Extension = ".journal";

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly FileStream _file;
    private readonly byte[] _header;
    private long _end;

    private TransferJournal(string name, string path, FileStream file, byte[] header)
    {
        (Name, _path, _file, _header) = (name, path, file, header);
        Records = Read();
    }

    /// <summary>The hash that names the transfer: letters and digits, good for a temporary file's name.</summary>
    public string Name { get; }

    /// <summary>The records that were there when the journal was opened; none after <see cref="Restart"/>.</summary>
    public IReadOnlyList<string[]> Records { get; private set; }

    /// <summary>Opens the journal of a transfer, or begins one.</summary>
    /// <param name="folder">Where journals are; made when it is missing, for the user alone.</param>
    /// <param name="kind">What sort of transfer it is, such as <c>download</c>.</param>
    /// <param name="identity">What tells this transfer from any other of its kind; not what may change between two attempts at it.</param>
    /// <param name="whyNot">Why there is none, as a sentence with the remedy; the transfer goes on without.</param>
    public static TransferJournal? TryOpen(string folder, string kind, ReadOnlySpan<string> identity, out string? whyNot)
    {
        var header = JournalLine.Write([Format, kind, .. identity]);
        var name = NameOf(header);
        var path = Path.Combine(folder, name + Extension);
        FileStream? file = null;
        try
        {
            CreateFolder(folder);
            file = Open(path);
            if (!File.Exists(path))
            {
                // Its owner completed it between the opening and the locking.
                file.Dispose();
                file = null;
                file = Open(path);
            }

            whyNot = null;
            return new TransferJournal(name, path, file, header);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            whyNot = file is null && fault is IOException && File.Exists(path)
                ? $"The journal '{path}' is in use: the same {kind} is running already. This one goes on without a journal and cannot be resumed."
                : $"The journal '{path}' cannot be written: {fault.Message} Choose another JournalFolder; this {kind} cannot be resumed.";
            if (file is not null)
            {
                // It is ours, and there was no room for as much as its first line.
                File.Delete(path);
                file.Dispose();
            }

            return null;
        }
    }

    /// <summary>Whether a transfer has a journal.</summary>
    public static bool Exists(string folder, string kind, ReadOnlySpan<string> identity) =>
        File.Exists(Path.Combine(folder, NameOf(JournalLine.Write([Format, kind, .. identity])) + Extension));

    /// <summary>Appends a record. One that the disk has no room for is left out: that costs the resuming, not the transfer.</summary>
    /// <param name="fields">What it says, any text.</param>
    public void Append(params ReadOnlySpan<string> fields) => Append(JournalLine.Write(fields), flush: false);

    /// <summary>Appends a record and waits until it is on the disk: for what cannot be found out again.</summary>
    /// <param name="fields">What it says, any text.</param>
    public void AppendDurably(params ReadOnlySpan<string> fields) => Append(JournalLine.Write(fields), flush: true);

    /// <summary>Forgets all records: they are about something that is no longer so.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            Records = [];
            try
            {
                Begin();
            }
            catch (IOException)
            {
                // A journal without its first line is begun anew by whoever opens it next: that costs the resuming, not the transfer.
            }
        }
    }

    /// <summary>Deletes the journal: the transfer is done, or given up for good.</summary>
    public void Complete()
    {
        // First the name, then the lock that comes with the open file: nobody can open what is about to vanish and keep it.
        File.Delete(_path);
        _file.Dispose();
    }

    /// <summary>Closes the journal and leaves it to be resumed.</summary>
    public void Dispose() => _file.Dispose();

    private static string NameOf(byte[] header) => Convert.ToHexStringLower(SHA256.HashData(header).AsSpan(0, 16));

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.Share = FileShare.None; // an exclusive flock; deleting what is open needs no leave here
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private List<string[]> Read()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        if (!bytes.AsSpan().StartsWith(_header))
        {
            Begin();
            return [];
        }

        var records = new List<string[]>();
        _end = _header.Length;
        while (JournalLine.Read(bytes.AsSpan((int)_end)) is { } line)
        {
            records.Add(line.Fields);
            _end += line.Length;
        }

        _file.SetLength(_end);
        return records;
    }

    private void Append(byte[] line, bool flush)
    {
        lock (_lock)
        {
            try
            {
                Write(line);
                if (flush)
                {
                    RandomAccess.FlushToDisk(_file.SafeFileHandle);
                }
            }
            catch (IOException)
            {
                // What was written of it is overwritten by the next one, or cut off as torn.
            }
        }
    }

    private void Begin()
    {
        _file.SetLength(0);
        _end = 0;
        Write(_header);
    }

    private void Write(byte[] line)
    {
        RandomAccess.Write(_file.SafeFileHandle, line, _end);
        _end += line.Length;
    }
}
