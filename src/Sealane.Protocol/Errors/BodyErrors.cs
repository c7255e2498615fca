namespace Sealane.Protocol.Errors;

/// <summary>The bytes that came: their number, their digests and their aws-chunked frames.</summary>
public static class BodyErrors
{
    /// <summary>400.</summary>
    public static readonly ErrorRow BadDigest = new(
        "BadDigest", 400, false,
        "The Content-MD5 you specified did not match what we received.",
        "The bytes that arrived have another checksum than the one that was sent with them.",
        "Send it again; when that does not help, something on the way changes the body, or the source changed while it was read.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidDigest = new(
        "InvalidDigest", 400, false,
        "The Content-MD5 you specified was invalid.",
        "Content-MD5 is not the base64 of 16 bytes.",
        "Correct the header, or leave it out.");

    /// <summary>411.</summary>
    public static readonly ErrorRow MissingContentLength = new(
        "MissingContentLength", 411, false,
        "You must provide the Content-Length HTTP header.",
        "The request says neither how long its body is nor that it is chunked; some stores take no chunked body at all.",
        "Send Content-Length; with a store other than AWS's, send no trailing checksum.");

    /// <summary>400.</summary>
    public static readonly ErrorRow IncompleteBody = new(
        "IncompleteBody", 400, false,
        "The request body terminated unexpectedly",
        "Fewer bytes came than were announced.",
        "Send it again; when that does not help, compare x-amz-decoded-content-length with the body.");

    /// <summary>400.</summary>
    public static readonly ErrorRow InvalidChunkSize = new(
        "InvalidChunkSizeError", 400, false,
        "Only the last chunk is allowed to have a size less than 8192 bytes",
        "A chunk of an aws-chunked body that is not the last has less than 8192 bytes.",
        "Gather the body into chunks of 8192 bytes or more (64 KiB is usual).");

    /// <summary>400.</summary>
    public static readonly ErrorRow MalformedTrailer = new(
        "MalformedTrailerError", 400, false,
        "The request contained trailing data that was not well-formed or did not conform to our published schema.",
        "What follows the last chunk is not the trailer that x-amz-trailer announced; a second last chunk is the usual cause.",
        "Send the last chunk once, then exactly the announced trailers.");

    /// <summary>400.</summary>
    public static readonly ErrorRow EntityTooLarge = new(
        "EntityTooLarge", 400, false,
        "Your proposed upload exceeds the maximum allowed size",
        "One request carries at most 5 GiB.",
        "Upload in parts.");

    /// <summary>400.</summary>
    public static readonly ErrorRow EntityTooSmall = new(
        "EntityTooSmall", 400, false,
        "Your proposed upload is smaller than the minimum allowed size",
        "Every part but the last must have 5 MiB or more.",
        "Use larger parts.");

    /// <summary>400, retryable.</summary>
    public static readonly ErrorRow RequestTimeout = new(
        "RequestTimeout", 400, true,
        "Your socket connection to the server was not read from or written to within the timeout period.",
        "The body did not come fast enough.",
        "Send it again; check what holds the body back.");

    internal static readonly ErrorRow[] All =
    [
        BadDigest, InvalidDigest, MissingContentLength, IncompleteBody, InvalidChunkSize, MalformedTrailer, EntityTooLarge, EntityTooSmall,
        RequestTimeout,
    ];
}
