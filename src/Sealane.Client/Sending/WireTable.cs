using Sealane.Signing.Artifacts;

namespace Sealane.Sending;

/// <summary>What a request has for a body.</summary>
internal enum BodyKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An XML document, in memory and small.</summary>
    Document,

    /// <summary>An object's bytes that can be read twice: memory, a file, a stream that can seek.</summary>
    Replayable,

    /// <summary>An object's bytes that can be read once: a stream that cannot seek.</summary>
    OneShot,
}

/// <summary>Where a checksum travels.</summary>
internal enum ChecksumPlace
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>In a header: computed before the head is sent.</summary>
    Header,

    /// <summary>In a trailer of the aws-chunked body: computed while the body is sent, so that it is read once.</summary>
    Trailer,
}

/// <summary>The form of the body inside its Content-Length; Transfer-Encoding is none of them.</summary>
internal enum PayloadForm
{
    /// <summary>The bytes as they are.</summary>
    Plain,

    /// <summary>aws-chunked, the chunks unsigned.</summary>
    Chunks,

    /// <summary>aws-chunked, each chunk signed.</summary>
    SignedChunks,
}

/// <summary>One row: for these requests, this goes on the wire.</summary>
/// <param name="Secure">Over TLS, in the clear, or (null) either.</param>
/// <param name="Bodies">The kinds of body.</param>
/// <param name="Checksum">Whether a checksum is to be computed, or (null) either.</param>
/// <param name="Signing">The choices of payload signing.</param>
/// <param name="ContentSha256">The value of x-amz-content-sha256; null stands for the SHA-256 of the body.</param>
/// <param name="Place">Where the checksum travels.</param>
/// <param name="Form">The form of the body.</param>
/// <param name="Why">The reason.</param>
internal sealed record WireRow(
    bool? Secure,
    IReadOnlyList<BodyKind> Bodies,
    bool? Checksum,
    IReadOnlyList<PayloadSigning> Signing,
    string? ContentSha256,
    ChecksumPlace Place,
    PayloadForm Form,
    string Why)
{
    /// <summary>Whether the row speaks of such a request.</summary>
    public bool Covers(bool secure, BodyKind body, bool checksum, PayloadSigning signing) =>
        (Secure is null || Secure == secure) && (Checksum is null || Checksum == checksum) && Bodies.Contains(body) && Signing.Contains(signing);
}

/// <summary>
/// What goes on the wire, as one table: scheme, body, checksum and payload signing in; x-amz-content-sha256, place of the checksum and form
/// out.
/// </summary>
/// <remarks>
/// A checksum is computed when the operation takes one and the mode is <c>WhenSupported</c>, when the operation insists on one, or when the
/// request names an algorithm; a value that the request brings itself counts as none to compute. Every combination has exactly one row.
/// Content-Length is always known beforehand.
/// </remarks>
internal static class WireTable
{
    private static readonly PayloadSigning[] Any = [PayloadSigning.Auto, PayloadSigning.Always, PayloadSigning.Never];
    private static readonly BodyKind[] Objects = [BodyKind.Replayable, BodyKind.OneShot];

    /// <summary>All rows.</summary>
    public static IReadOnlyList<WireRow> Rows { get; } =
    [
        new(null, [BodyKind.None], null, Any, PayloadHash.EmptySha256, ChecksumPlace.None, PayloadForm.Plain,
            "The hash of nothing costs nothing."),
        new(null, [BodyKind.Document], true, Any, null, ChecksumPlace.Header, PayloadForm.Plain,
            "S3 takes chunks for objects only, and a document is small and at hand."),
        new(null, [BodyKind.Document], false, Any, null, ChecksumPlace.None, PayloadForm.Plain,
            "A document is small: its hash is signed, whatever is chosen for objects."),
        new(true, Objects, true, [PayloadSigning.Auto, PayloadSigning.Never], PayloadHash.StreamingUnsignedTrailer, ChecksumPlace.Trailer, PayloadForm.Chunks,
            "TLS guards the bytes; the checksum is computed as they are sent. Small bodies take the same way, so that what is tested small holds large."),
        new(false, Objects, true, [PayloadSigning.Never], PayloadHash.StreamingUnsignedTrailer, ChecksumPlace.Trailer, PayloadForm.Chunks,
            "Asked for: nothing guards the bytes but the checksum, which anybody can compute."),
        new(null, Objects, true, [PayloadSigning.Always], PayloadHash.StreamingSignedTrailer, ChecksumPlace.Trailer, PayloadForm.SignedChunks,
            "Asked for: each chunk and the trailer are signed."),
        new(false, Objects, true, [PayloadSigning.Auto], PayloadHash.StreamingSignedTrailer, ChecksumPlace.Trailer, PayloadForm.SignedChunks,
            "Without TLS only the signature guards the bytes."),
        new(true, Objects, false, [PayloadSigning.Auto, PayloadSigning.Never], PayloadHash.Unsigned, ChecksumPlace.None, PayloadForm.Plain,
            "The form that every store of any age can read."),
        new(false, Objects, false, [PayloadSigning.Never], PayloadHash.Unsigned, ChecksumPlace.None, PayloadForm.Plain,
            "Asked for: nothing guards the bytes."),
        new(null, [BodyKind.Replayable], false, [PayloadSigning.Always], null, ChecksumPlace.None, PayloadForm.Plain,
            "Asked for; read twice, because a store that needs no checksum may not know chunks either."),
        new(false, [BodyKind.Replayable], false, [PayloadSigning.Auto], null, ChecksumPlace.None, PayloadForm.Plain,
            "Without TLS only the signature guards the bytes; read twice, because such a store may not know chunks."),
        new(null, [BodyKind.OneShot], false, [PayloadSigning.Always], PayloadHash.StreamingSigned, ChecksumPlace.None, PayloadForm.SignedChunks,
            "Asked for, and the bytes can be read once only."),
        new(false, [BodyKind.OneShot], false, [PayloadSigning.Auto], PayloadHash.StreamingSigned, ChecksumPlace.None, PayloadForm.SignedChunks,
            "Without TLS only the signature guards the bytes, and they can be read once only."),
    ];

    /// <summary>The row of a request.</summary>
    public static WireRow Find(bool secure, BodyKind body, bool checksum, PayloadSigning signing)
    {
        for (var i = 0; ; i++)
        {
            if (Rows[i].Covers(secure, body, checksum, signing))
            {
                return Rows[i];
            }
        }
    }
}
