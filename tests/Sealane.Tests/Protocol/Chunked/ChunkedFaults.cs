using Sealane.Protocol.Chunked;
using static Sealane.Protocol.Chunked.ChunkedFault;

namespace Sealane.Tests.Protocol.Chunked;

/// <summary>Each way in which a body can be wrong, and the answer that S3 gives.</summary>
public sealed class ChunkedFaults
{
    private const string Crc = "x-amz-checksum-crc32";

    public static TheoryData<string, string, ChunkedFault?> UnsignedHelloWithTrailer => new()
    {
        { "as S3 has it", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", null },
        { "leading zeros, upper case name, blanks around the value", "0005\r\nhello\r\n00\r\nX-AMZ-Checksum-CRC32: NhCmhg== \r\n\r\n", null },
        { "nothing", "", new IncompleteBody(5, 0) },
        { "cut in a head", "5", new IncompleteBody(5, 0) },
        { "cut in the data", "5\r\nhel", new IncompleteBody(5, 3) },
        { "cut after the data", "5\r\nhello", new IncompleteBody(5, 5) },
        { "cut before the last chunk", "5\r\nhello\r\n", new IncompleteBody(5, 5) },
        { "cut in the trailer", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhC", new IncompleteBody(5, 5) },
        { "cut before the last line end", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n", new IncompleteBody(5, 5) },
        { "too few bytes", "4\r\nhell\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", new DecodedLengthMismatch(5, 4) },
        { "too many bytes", "6\r\nhello!\r\n0\r\n\r\n", new DecodedLengthMismatch(5, 6) },
        { "a size that no number holds", "fffffffffffffffff\r\n", new DecodedLengthMismatch(5, long.MaxValue) },
        { "small chunks", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", new InvalidChunkSize(1, 2) },
        { "the last chunk twice", "5\r\nhello\r\n0\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", NoTrailer() },
        { "the end twice", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n0\r\n\r\n", new BytesAfterEnd() },
        { "no trailer", "5\r\nhello\r\n0\r\n\r\n", new MalformedTrailer("A trailer that x-amz-trailer announces did not come.") },
        { "another trailer", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32c:NhCmhg==\r\n\r\n", new MalformedTrailer("A trailer came that x-amz-trailer does not announce.") },
        { "the trailer twice", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", new MalformedTrailer("A trailer came twice.") },
        { "a signature that nobody asked for", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:" + Bodies.Seed + "\r\n\r\n", new MalformedTrailer("A trailer came that x-amz-trailer does not announce.") },
        { "no name", "5\r\nhello\r\n0\r\n:NhCmhg==\r\n\r\n", NoTrailer() },
        { "a bare line feed alone", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\n\n", new MalformedTrailer("A trailer's line does not end with CRLF.") },
        { "bare line feeds at the end", "5\r\nhello\r\n0\r\n\n", new MalformedTrailer("The last line does not end with CRLF.") },
        { "a long trailer", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:" + new string('A', 9000), new MalformedTrailer("The trailers have more than 8192 bytes.") },
        { "no size", "\r\nhello\r\n", new MalformedChunk(1, "The head does not begin with a hexadecimal size.") },
        { "the object itself", "hello", new IncompleteBody(5, 0) },
        { "a sign", "+5\r\nhello\r\n", new MalformedChunk(1, "The head does not begin with a hexadecimal size.") },
        { "a hexadecimal prefix", "0x5\r\nhello\r\n", new MalformedChunk(1, "The head of an unsigned chunk has something after the size.") },
        { "a signature", "5;chunk-signature=" + Bodies.Seed + "\r\nhello\r\n", new MalformedChunk(1, "The head of an unsigned chunk has something after the size.") },
        { "a bare line feed after the size", "5\nhello\r\n", new MalformedChunk(1, "The head does not end with CRLF.") },
        { "more data than the head says", "5\r\nhello!\r\n", new MalformedChunk(1, "The data does not end with CRLF where the head says.") },
        { "a bare line feed after the data", "5\r\nhello\n0\r\n", new MalformedChunk(1, "The data does not end with CRLF where the head says.") },
        { "a long head", new string('0', 129), new MalformedChunk(1, "The head has more than 128 bytes.") },
    };

    [Theory]
    [MemberData(nameof(UnsignedHelloWithTrailer))]
    public void An_unsigned_body_with_a_trailer(string what, string body, ChunkedFault? expected)
    {
        foreach (var size in new[] { 1, 2, 7, 10_000 })
        {
            var (fault, _) = Bodies.Decode(new ChunkedDecoder(5, announcedTrailers: [Crc]), Bodies.Text(body), size);
            Assert.True(fault == expected, $"{what}: {fault}, not {expected}");
        }
    }

    [Fact]
    public void A_body_without_a_trailer_must_not_have_one()
    {
        Assert.Equal(
            new MalformedTrailer("A trailer came that x-amz-trailer does not announce."),
            Bodies.Decode(new ChunkedDecoder(5), Bodies.Text("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")).Fault);
        Assert.Equal(
            new MalformedTrailer("A trailer came that x-amz-trailer does not announce."),
            Bodies.Decode(new ChunkedDecoder(0, Bodies.Chain()), Signed("", "x-amz-trailer-signature:" + Bodies.Seed + "\r\n\r\n")).Fault);
    }

    [Fact]
    public void A_small_chunk_is_refused_by_number_and_size_only_when_it_is_not_the_last()
    {
        var (first, second) = (new string('a', 8192), new string('b', 8191));
        var body = $"2000\r\n{first}\r\n1fff\r\n{second}\r\n";
        Assert.Null(Bodies.Decode(new ChunkedDecoder(16383), Bodies.Text(body + "0\r\n\r\n")).Fault);

        var fault = Bodies.Decode(new ChunkedDecoder(16384), Bodies.Text(body + "1\r\nc\r\n0\r\n\r\n")).Fault!;
        Assert.Equal(new InvalidChunkSize(2, 8191), fault);
        var document = fault.ToDocument();
        Assert.Equal(
            ("InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes", "2", "8191"),
            (document.Code, document.Message, document.Extra("Chunk"), document.Extra("BadChunkSize")));
    }

    [Theory]
    [InlineData("5\r\nhello\r\n", "The head of a signed chunk has no chunk-signature of 64 hexadecimal digits after the size, or more than that.")]
    [InlineData("5;chunk-signature=\r\nhello\r\n", "The head of a signed chunk has no chunk-signature of 64 hexadecimal digits after the size, or more than that.")]
    [InlineData("5;chunk-signature=" + Bodies.Seed + ";x=y\r\nhello\r\n", "The head of a signed chunk has no chunk-signature of 64 hexadecimal digits after the size, or more than that.")]
    [InlineData("5;chunk-signature=zz232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9\r\nhello\r\n", "The chunk-signature is not hexadecimal.")]
    public void A_signed_chunk_without_its_signature_is_refused(string body, string detail) =>
        Assert.Equal(new MalformedChunk(1, detail), Bodies.Decode(new ChunkedDecoder(5, Bodies.Chain()), Bodies.Text(body)).Fault);

    [Fact]
    public void A_wrong_chunk_signature_is_answered_with_the_chunks_string_to_sign_and_not_with_the_right_signature()
    {
        var (fault, decoded) = Bodies.Decode(new ChunkedDecoder(5, Bodies.Chain()), Bodies.Text($"5;chunk-signature={Bodies.Seed}\r\nhello\r\n"));
        Assert.Empty(decoded);
        Assert.Equal(1, Assert.IsType<ChunkSignatureMismatch>(fault).Chunk);

        var right = new byte[64];
        Bodies.Chain().SignChunk("hello"u8, right);
        var document = fault.ToDocument();
        Assert.Equal("SignatureDoesNotMatch", document.Code);
        Assert.Equal(403, fault.Row.Status);
        Assert.Equal(["StringToSign", "SignatureProvided", "StringToSignBytes"], document.Extras.Select(extra => extra.Key));
        Assert.StartsWith("AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n" + Bodies.Seed, document.Extra("StringToSign"), StringComparison.Ordinal);
        Assert.StartsWith("41 57 53 34 2d", document.Extra("StringToSignBytes"), StringComparison.Ordinal);
        Assert.DoesNotContain(document.Extras, extra => extra.Value.Contains(System.Text.Encoding.ASCII.GetString(right), StringComparison.Ordinal));
        Assert.DoesNotContain(Bodies.Seed, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Upper_case_digits_of_size_and_signature_are_read()
    {
        var data = Bodies.OfA(0x2ABC);
        var body = System.Text.Encoding.Latin1.GetString(new Form(Signed: true, Trailer: true, 0x4000).Encode(data));
        var head = body.IndexOf("\r\n", StringComparison.Ordinal);
        var upper = body[..head].ToUpperInvariant().Replace(";CHUNK-SIGNATURE=", ";chunk-signature=", StringComparison.Ordinal) + body[head..];
        var (fault, decoded) = Bodies.Decode(new Form(Signed: true, Trailer: true, 0x4000).Decoder(data.Length), Bodies.Text(upper));
        Assert.Null(fault);
        Assert.Equal(data, decoded);
    }

    [Fact]
    public void A_trailer_that_was_changed_or_is_not_signed_is_refused()
    {
        var form = new Form(Signed: true, Trailer: true, 8192);
        var body = System.Text.Encoding.Latin1.GetString(form.Encode("hello"u8.ToArray()));
        Assert.IsType<TrailerSignatureMismatch>(Decode(body.Replace("NhCmhg==", "NhCmhw==", StringComparison.Ordinal)));

        var signature = body.IndexOf("x-amz-trailer-signature", StringComparison.Ordinal);
        Assert.Equal(new MalformedTrailer("x-amz-trailer-signature did not come."), Decode(body[..signature] + "\r\n"));
        Assert.Equal(
            new MalformedTrailer("x-amz-trailer-signature is not 64 hexadecimal digits."), Decode(body[..signature] + "x-amz-trailer-signature:abc\r\n\r\n"));
        Assert.Equal(
            new MalformedTrailer("A line follows x-amz-trailer-signature."), Decode(body[..^2] + "x-amz-checksum-crc32:NhCmhg==\r\n\r\n"));

        ChunkedFault? Decode(string changed) => Bodies.Decode(form.Decoder(5), Bodies.Text(changed)).Fault;
    }

    [Fact]
    public void A_signed_chunk_is_held_back_up_to_a_bound_and_no_head_can_claim_memory()
    {
        Assert.Equal(
            new ChunkTooLarge(1, 8193, 8192),
            Bodies.Decode(new ChunkedDecoder(8193, Bodies.Chain(), maxSignedChunk: 8192), Bodies.Text($"2001;chunk-signature={Bodies.Seed}\r\n")).Fault);

        var decoder = new ChunkedDecoder(long.MaxValue, Bodies.Chain());
        ReadOnlyMemory<byte> head = Bodies.Text($"1000000;chunk-signature={Bodies.Seed}\r\nabc");
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (!head.IsEmpty)
        {
            Assert.Null(decoder.Decode(ref head, out _));
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000);
    }

    [Fact]
    public void Unsigned_chunks_pass_through_without_a_copy()
    {
        var decoder = new ChunkedDecoder(long.MaxValue);
        ReadOnlyMemory<byte> input = Bodies.Text("7fffffffffffffff\r\nhello");
        var data = input[18..];
        ReadOnlyMemory<byte> decoded = default;
        while (!input.IsEmpty)
        {
            Assert.Null(decoder.Decode(ref input, out decoded));
        }

        Assert.True(decoded.Span == data.Span);
    }

    [Fact]
    public void Every_fault_has_the_code_that_S3_gives()
    {
        ChunkedFault[] faults =
        [
            new IncompleteBody(1, 0), new DecodedLengthMismatch(1, 0), new MalformedChunk(1, ""), new InvalidChunkSize(1, 1), new ChunkTooLarge(1, 9, 8),
            new ChunkSignatureMismatch(1, "", ""), new TrailerSignatureMismatch("", ""), new MalformedTrailer(""), new BytesAfterEnd(),
        ];
        Assert.Equal(
            [
                "IncompleteBody", "IncompleteBody", "IncompleteBody", "InvalidChunkSizeError", "InvalidChunkSizeError", "SignatureDoesNotMatch",
                "SignatureDoesNotMatch", "MalformedTrailerError", "MalformedTrailerError",
            ],
            faults.Select(fault => fault.ToDocument().Code));
        Assert.Equal(typeof(ChunkedFault).GetNestedTypes().Length, faults.Length);
    }

    private static MalformedTrailer NoTrailer() => new("A line is no trailer: it has no name and colon (a second last chunk looks like this).");

    // The last chunk of an empty body and what follows.
    private static byte[] Signed(string data, string end)
    {
        var hex = new byte[64];
        Bodies.Chain().SignChunk(Bodies.Text(data), hex);
        return Bodies.Text($"0;chunk-signature={System.Text.Encoding.ASCII.GetString(hex)}\r\n{end}");
    }
}
