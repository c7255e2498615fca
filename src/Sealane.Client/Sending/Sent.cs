using Sealane.Protocol.Checksums;

namespace Sealane.Sending;

/// <summary>What came of a request.</summary>
/// <param name="Result">The operation's result.</param>
/// <param name="Checksum">The checksum of the body, computed while it was sent; null when none was.</param>
internal readonly record struct Sent<TResult>(TResult Result, Checksum? Checksum);
