namespace Sealane.Protocol.Wire;

/// <summary>What a member's value is. Enumerations are <see cref="Text"/>, so that a value of tomorrow survives.</summary>
public enum WireType
{
    Text,
    Secret,
    Integer,
    Long,
    Boolean,

    /// <summary><c>Sun, 06 Nov 1994 08:49:37 GMT</c> (RFC 9110 5.6.7): what headers carry unless said otherwise.</summary>
    HttpDate,

    /// <summary><c>2009-10-12T17:50:30.000Z</c>: what documents carry unless said otherwise.</summary>
    Iso8601,
    List,
    Map,
    Structure,
    Stream,
}
