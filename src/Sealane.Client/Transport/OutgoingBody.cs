namespace Sealane.Transport;

/// <summary>A body that is written straight to the connection by whoever made it.</summary>
/// <param name="Length">The bytes on the wire, or null where the framing has none.</param>
/// <param name="Write">Writes them.</param>
internal readonly record struct OutgoingBody(long? Length, Func<Stream, CancellationToken, Task> Write);
