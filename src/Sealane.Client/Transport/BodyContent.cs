using System.Net;

namespace Sealane.Transport;

/// <summary>A body that is written straight to the connection by whoever made it.</summary>
/// <param name="length">The bytes on the wire, or null where the framing has none.</param>
/// <param name="write">Writes them.</param>
internal sealed class BodyContent(long? length, Func<Stream, CancellationToken, Task> write) : HttpContent
{
    /// <summary>A body of bytes that are all there.</summary>
    public static BodyContent Of(ReadOnlyMemory<byte> bytes) =>
        new(bytes.Length, (stream, cancellationToken) => stream.WriteAsync(bytes, cancellationToken).AsTask());

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        write(stream, cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream, CancellationToken.None);

    protected override bool TryComputeLength(out long computed)
    {
        computed = length ?? 0;
        return length is not null;
    }
}
