using Sealane.Protocol.Checksums;

namespace Sealane.Server.Null;

/// <summary>A body that was dropped.</summary>
/// <param name="Target">The request's target as it came.</param>
/// <param name="Length">Its bytes, without the framing of aws-chunked.</param>
/// <param name="Checksum">Their CRC64/NVME, computed here.</param>
public sealed record ReceivedBody(string Target, long Length, Checksum Checksum);
