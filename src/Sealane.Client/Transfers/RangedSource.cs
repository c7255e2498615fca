using Sealane.Protocol.Wire;

namespace Sealane.Transfers;

/// <summary>Bytes that can be read at any place, again, and by several parts at a time.</summary>
internal abstract class RangedSource : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads some bytes at a place; 0 where there are none any more.</summary>
    public abstract ValueTask<int> ReadAtAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken);

    /// <summary>Makes sure that the source is what it was when its reading began.</summary>
    /// <exception cref="SourceChangedException">It is not.</exception>
    public virtual void Check()
    {
    }

    /// <summary>What the source is that has fewer bytes than it had.</summary>
    public virtual SourceChangedException Shorter() => new("The stream", "became shorter");

    /// <summary>A range, to be sent.</summary>
    public virtual Body Range(long offset, long length) => new Body.Stream(new RangeStream(this, offset, length));

    public abstract void Dispose();
}
