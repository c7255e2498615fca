using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Sending;

/// <summary>
/// A URL that anybody may use until it expires, and the headers that have to be sent with it. It is a secret while it is good.
/// </summary>
public sealed class PresignedUrl
{
    internal PresignedUrl(string method, string url, IReadOnlyList<HeaderField> headers, DateTimeOffset expires) =>
        (Method, Url, Headers, Expires) = (method, url, headers, expires);

    /// <summary>The HTTP method that it is good for.</summary>
    public string Method { get; }

    /// <summary>
    /// The URL, signature included. As text, since <see cref="Uri"/> would rewrite some keys' paths and break the signature.
    /// </summary>
    public string Url { get; }

    /// <summary>The headers that were signed besides Host: send them with these values, or S3 refuses.</summary>
    public IReadOnlyList<HeaderField> Headers { get; }

    /// <summary>Until when it is good.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>Method and URL, the signature masked.</summary>
    public override string ToString() => $"{Method} {Secrecy.MaskTarget(Url)}";
}
