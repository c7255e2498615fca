namespace Sealane.Lab.Imitations;

/// <summary>How a client frames an upload over TLS and what it lets guard the body.</summary>
public enum BodyHabit
{
    /// <summary>Content-Length, Content-MD5, and a signature that leaves the body out.</summary>
    ContentMd5,

    /// <summary>Content-Length, and the body's SHA-256 in the signature.</summary>
    SignedHash,

    /// <summary>
    /// aws-chunked with a CRC32 behind the data, inside <c>Transfer-Encoding: chunked</c>, and a signature that leaves the body out.
    /// </summary>
    ChunkedTrailer,
}
