namespace Sealane.Signing.Journey;

/// <summary>How a message says where its body ends (RFC 9112 6).</summary>
public enum BodyFraming
{
    /// <summary>Neither Content-Length nor Transfer-Encoding: a request has no body, an answer ends with its connection.</summary>
    None,

    /// <summary>Content-Length.</summary>
    ContentLength,

    /// <summary>Transfer-Encoding: chunked.</summary>
    Chunked,

    /// <summary>Both, which RFC 9112 6.1 calls an attack to be refused; S3 refuses it since 2019-09-16.</summary>
    Both,
}
