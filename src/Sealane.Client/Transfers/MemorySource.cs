using Sealane.Protocol.Wire;

namespace Sealane.Transfers;

/// <summary>Bytes in the caller's memory.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : RangedSource
{
    public override long Length => bytes.Length;

    public override ValueTask<int> ReadAtAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        var rest = bytes[(int)offset..];
        var read = Math.Min(rest.Length, buffer.Length);
        rest[..read].CopyTo(buffer);
        return new(read);
    }

    public override Body Range(long offset, long length) => bytes.Slice((int)offset, (int)length);

    public override void Dispose()
    {
    }
}
