using Sealane.Signing.Headers;

namespace Sealane.Signing;

/// <summary>What a signature needs to know besides the head and the key.</summary>
public record SigningParameters
{
    /// <summary>The region of the scope: the bucket's own.</summary>
    public required string Region { get; init; }

    /// <summary>The service of the scope.</summary>
    /// <value><c>s3</c> by default.</value>
    public string Service { get; init; } = "s3";

    /// <summary>The time to sign; S3 accepts 15 minutes to either side of its own.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What stands for the body: a SHA-256 in hex, or a word of <see cref="Artifacts.PayloadHash"/>.</summary>
    /// <value><c>UNSIGNED-PAYLOAD</c> by default.</value>
    public string PayloadHash { get; init; } = Artifacts.PayloadHash.Unsigned;

    /// <summary>Which headers are signed.</summary>
    /// <value>The allow rule of <see cref="HeaderTable"/> by default.</value>
    public SignedHeaderPolicy Policy { get; init; } = SignedHeaderPolicy.AllowTable;
}
