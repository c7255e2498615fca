using System.Globalization;
using Sealane.Protocol.Errors;

namespace Sealane.Protocol.Chunked;

/// <summary>
/// What is wrong with an aws-chunked body: a closed set, each with the answer that S3 gives. Prints as code and message, never a
/// signature.
/// </summary>
public abstract record ChunkedFault
{
    private ChunkedFault(ErrorRow row, string? message = null)
    {
        Row = row;
        Message = message ?? row.Message;
    }

    /// <value>The error of S3's table.</value>
    public ErrorRow Row { get; }

    /// <value>The text for people.</value>
    public string Message { get; }

    /// <summary>The document that S3 answers with, without resource and ids.</summary>
    public ErrorDocument ToDocument() =>
        ErrorDocument.Of(Row, Message) with { Extras = [.. Extras.Select(extra => KeyValuePair.Create(extra.Name, extra.Value))] };

    /// <summary>Such as <c>MalformedTrailerError: A trailer came that x-amz-trailer does not announce.</c></summary>
    public sealed override string ToString() => ToDocument().ToString();

    private protected virtual IEnumerable<(string Name, string Value)> Extras => [];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, string Value)> Lengths(long expected, long provided) =>
        [("NumberBytesExpected", Number(expected)), ("NumberBytesProvided", Number(provided))];

    private static IEnumerable<(string Name, string Value)> BadSize(int chunk, long size) =>
        [("Chunk", Number(chunk)), ("BadChunkSize", Number(size))];

    private static IEnumerable<(string Name, string Value)> Signatures(string stringToSign, string provided) =>
    [
        ("StringToSign", stringToSign),
        ("SignatureProvided", provided),
        ("StringToSignBytes", string.Join(' ', stringToSign.Select(octet => ((int)octet).ToString("x2", CultureInfo.InvariantCulture)))),
    ];

    /// <summary>The body ended before its end was written.</summary>
    /// <param name="Expected">The announced decoded length in bytes.</param>
    /// <param name="Provided">The decoded bytes that came.</param>
    public sealed record IncompleteBody(long Expected, long Provided) : ChunkedFault(BodyErrors.IncompleteBody)
    {
        private protected override IEnumerable<(string Name, string Value)> Extras => Lengths(Expected, Provided);
    }

    /// <summary>The chunks have more or fewer bytes together than x-amz-decoded-content-length says.</summary>
    /// <param name="Expected">The announced decoded length in bytes.</param>
    /// <param name="Provided">The decoded bytes that the chunks announce.</param>
    public sealed record DecodedLengthMismatch(long Expected, long Provided)
        : ChunkedFault(BodyErrors.IncompleteBody, "You did not provide the number of bytes specified by x-amz-decoded-content-length")
    {
        private protected override IEnumerable<(string Name, string Value)> Extras => Lengths(Expected, Provided);
    }

    /// <summary>What should be a chunk's head, or the line end after its data, is something else.</summary>
    /// <param name="Chunk">The chunk's number, from 1.</param>
    /// <param name="Detail">What is wrong, as a sentence.</param>
    public sealed record MalformedChunk(int Chunk, string Detail)
        : ChunkedFault(BodyErrors.IncompleteBody, $"{BodyErrors.IncompleteBody.Message}. Chunk {Chunk}: {Detail}");

    /// <summary>A chunk that is not the last with data has less than 8192 bytes.</summary>
    /// <param name="Chunk">The chunk's number, from 1.</param>
    /// <param name="Size">Its size in bytes.</param>
    public sealed record InvalidChunkSize(int Chunk, long Size) : ChunkedFault(BodyErrors.InvalidChunkSize)
    {
        private protected override IEnumerable<(string Name, string Value)> Extras => BadSize(Chunk, Size);
    }

    /// <summary>
    /// A signed chunk is larger than the decoder holds back at once: its bytes cannot be handed out before its signature is checked.
    /// </summary>
    /// <param name="Chunk">The chunk's number, from 1.</param>
    /// <param name="Size">Its size in bytes.</param>
    /// <param name="Max">The most bytes of a signed chunk.</param>
    public sealed record ChunkTooLarge(int Chunk, long Size, int Max)
        : ChunkedFault(BodyErrors.InvalidChunkSize, $"A signed chunk may have at most {Max} bytes here")
    {
        private protected override IEnumerable<(string Name, string Value)> Extras => BadSize(Chunk, Size);
    }

    /// <summary>A chunk's signature is not that of its data after the chunks before it.</summary>
    /// <param name="Chunk">The chunk's number, from 1; the last chunk counts.</param>
    /// <param name="StringToSign">What should have been signed.</param>
    /// <param name="SignatureProvided">The signature that came.</param>
    public sealed record ChunkSignatureMismatch(int Chunk, string StringToSign, string SignatureProvided)
        : ChunkedFault(AccessErrors.SignatureDoesNotMatch)
    {
        private protected override IEnumerable<(string Name, string Value)> Extras => Signatures(StringToSign, SignatureProvided);
    }

    /// <summary>The trailer's signature is not that of the trailers after the chunks.</summary>
    /// <param name="StringToSign">What should have been signed.</param>
    /// <param name="SignatureProvided">The signature that came.</param>
    public sealed record TrailerSignatureMismatch(string StringToSign, string SignatureProvided)
        : ChunkedFault(AccessErrors.SignatureDoesNotMatch)
    {
        private protected override IEnumerable<(string Name, string Value)> Extras => Signatures(StringToSign, SignatureProvided);
    }

    /// <summary>What follows the last chunk is not what x-amz-trailer announces.</summary>
    /// <param name="Detail">What is wrong, as a sentence.</param>
    public sealed record MalformedTrailer(string Detail)
        : ChunkedFault(BodyErrors.MalformedTrailer, $"{BodyErrors.MalformedTrailer.Message} {Detail}");

    /// <summary>Bytes follow the end.</summary>
    public sealed record BytesAfterEnd()
        : ChunkedFault(BodyErrors.MalformedTrailer, $"{BodyErrors.MalformedTrailer.Message} Bytes follow the end of the body.");
}
