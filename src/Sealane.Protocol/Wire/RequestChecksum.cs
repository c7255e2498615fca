namespace Sealane.Protocol.Wire;

/// <summary>Whether an operation takes a checksum of its body.</summary>
public enum RequestChecksum
{
    None,

    /// <summary>S3 takes one; a client sends one unless it is told to send required ones only.</summary>
    Optional,

    /// <summary>S3 refuses the request without a checksum or a Content-MD5.</summary>
    Required,
}
