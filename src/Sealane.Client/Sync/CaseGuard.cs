using System.IO.Hashing;
using System.Runtime.InteropServices;
using Sealane.Sync.Folders;

namespace Sealane.Sync;

/// <summary>Notices names that a target takes for one another, since it does not tell case. Thread-safe.</summary>
/// <remarks>It keeps 8 bytes of each name that was written; on targets that tell case there is none.</remarks>
internal sealed class CaseGuard
{
    private readonly FolderPlace _target;
    private readonly CaseConflict _choice;
    private readonly Lock _gate = new();
    private readonly HashSet<ulong> _written = [];

    private CaseGuard(FolderPlace target, CaseConflict choice) => (_target, _choice) = (target, choice);

    /// <summary>Null when no conflict can arise, or none matters.</summary>
    public static CaseGuard? Of(FolderPlace target, BulkOptions options) =>
        options.CaseConflict != CaseConflict.Overwrite && (target.FoldsCase ?? CaseProbe.Folds(target.Root)) ? new CaseGuard(target, options.CaseConflict) : null;

    /// <summary>Why a name is passed over; null when it is the only one of its kind.</summary>
    /// <exception cref="IOException">It is not, and that counts as a failure.</exception>
    public string? WhySkipped(string key, CopyReason why)
    {
        var folded = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.ToUpperInvariant().AsSpan()));
        bool isSecond;
        lock (_gate)
        {
            isSecond = !_written.Add(folded);
        }

        // A comparison has found no such name in the target, and yet there is one: it is spelt in another case.
        if (!isSecond && (why != CopyReason.New || !Path.Exists(_target.NameOf(key))))
        {
            return null;
        }

        var problem = $"The folder has a name that differs from '{key}' only in case, and the file system takes the two for one.";
        return _choice == CaseConflict.Skip ? problem : throw new IOException($"{problem} Copy it by itself, under another name.");
    }
}
