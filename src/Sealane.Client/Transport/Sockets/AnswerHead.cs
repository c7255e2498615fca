using Sealane.Signing.Requests;

namespace Sealane.Transport.Sockets;

/// <summary>The head of an answer, and what it says of the body.</summary>
/// <param name="Status">The status.</param>
/// <param name="Fields">The fields, one char a byte.</param>
/// <param name="Length">What Content-Length says, or null.</param>
/// <param name="End">Where the body ends.</param>
/// <param name="KeepsAlive">Whether the connection may be used again.</param>
internal readonly record struct AnswerHead(int Status, List<HeaderField> Fields, long? Length, BodyEnd End, bool KeepsAlive)
{
    /// <summary>Whether another head follows (RFC 9110 15.2).</summary>
    public bool IsInterim => Status < 200;
}

/// <summary>Where an answer's body ends (RFC 9112 6.3).</summary>
internal enum BodyEnd
{
    /// <summary>There is none.</summary>
    AtOnce,

    /// <summary>After as many bytes as Content-Length says.</summary>
    AtLength,

    /// <summary>After the last chunk.</summary>
    AtLastChunk,

    /// <summary>Where the connection is closed.</summary>
    AtClose,
}
