using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>An object's bytes, which let go of the object when they have been sent.</summary>
internal sealed class OwnedStream(Stream bytes, OpenedObject owner) : ForwardStream
{
    public override int Read(Span<byte> buffer) => bytes.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        bytes.ReadAsync(buffer, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await bytes.DisposeAsync().ConfigureAwait(false);
        await owner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
