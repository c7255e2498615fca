using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sealane.Listing;

namespace Sealane.Sync.Folders;

/// <summary>Entries put aside in a temporary file, which goes when it is closed.</summary>
/// <remarks>
/// <code>
///   record  =  length:u32 kind:u8 size:i64 ticks:i64 key-bytes:u32 key problem        (little endian; the length counts what follows it)
/// </code>
/// Entity tag and storage class are not kept.
/// </remarks>
internal sealed class SpillFile : IDisposable
{
    private const int FixedBytes = 1 + 8 + 8 + 4;
    private const int WriteBuffer = 64 * 1024;
    private const int ReadBuffer = 16 * 1024;

    private readonly SafeFileHandle _handle = File.OpenHandle(
        Path.Combine(Path.GetTempPath(), $"sealane-{Guid.NewGuid():n}.spill"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        FileOptions.DeleteOnClose);

    private byte[] _pending = new byte[WriteBuffer];
    private int _used;
    private long _written;

    /// <summary>Where the next entry will stand.</summary>
    public long End => _written + _used;

    public void Append(Entry entry)
    {
        var problem = entry.Problem ?? "";
        var most = 4 + FixedBytes + Encoding.UTF8.GetMaxByteCount(entry.Key.Length) + Encoding.UTF8.GetMaxByteCount(problem.Length);
        if (_pending.Length - _used < most)
        {
            Flush();
            if (_pending.Length < most)
            {
                _pending = new byte[most];
            }
        }

        var record = _pending.AsSpan(_used);
        var key = Encoding.UTF8.GetBytes(entry.Key, record[(4 + FixedBytes)..]);
        var tail = Encoding.UTF8.GetBytes(problem, record[(4 + FixedBytes + key)..]);
        BinaryPrimitives.WriteInt32LittleEndian(record, FixedBytes + key + tail);
        record[4] = (byte)entry.Kind;
        BinaryPrimitives.WriteInt64LittleEndian(record[5..], entry.Length);
        BinaryPrimitives.WriteInt64LittleEndian(record[13..], entry.Modified.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(record[21..], key);
        _used += 4 + FixedBytes + key + tail;
    }

    /// <summary>The entries that stand between two places, in the order in which they were put there.</summary>
    public IEnumerable<Entry> Read(long from, long to)
    {
        Flush();
        var buffer = new byte[ReadBuffer];
        var (start, end) = (0, 0);
        while (from < to || start < end)
        {
            var whole = end - start < 4 ? 4 : 4 + BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start));
            if (end - start >= whole && whole > 4)
            {
                yield return Parse(buffer.AsSpan(start + 4, whole - 4));
                start += whole;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (buffer.Length < whole)
            {
                Array.Resize(ref buffer, whole);
            }

            var read = RandomAccess.Read(_handle, buffer.AsSpan(end, (int)Math.Min(buffer.Length - end, to - from)), from);
            if (read == 0)
            {
                throw new EndOfStreamException("A temporary file of Sealane was cut short by another program. Run it again.");
            }

            (from, end) = (from + read, end + read);
        }
    }

    public void Dispose() => _handle.Dispose();

    private static Entry Parse(ReadOnlySpan<byte> record)
    {
        var key = BinaryPrimitives.ReadInt32LittleEndian(record[17..]);
        var problem = record[(FixedBytes + key)..];
        return new Entry
        {
            Kind = (EntryKind)record[0],
            Length = BinaryPrimitives.ReadInt64LittleEndian(record[1..]),
            Modified = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(record[9..]), TimeSpan.Zero),
            Key = Encoding.UTF8.GetString(record.Slice(FixedBytes, key)),
            Problem = problem.IsEmpty ? null : Encoding.UTF8.GetString(problem),
        };
    }

    private void Flush()
    {
        RandomAccess.Write(_handle, _pending.AsSpan(0, _used), _written);
        (_written, _used) = (_written + _used, 0);
    }
}
