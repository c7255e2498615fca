using System.Buffers;
using System.Text;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Tests.Server;

/// <summary>Every form a body can have, and every way in which each can be wrong: refused with S3's code, and nothing stored.</summary>
public sealed class PayloadTests
{
    private static readonly byte[] Body = Bytes(20_000);

    public static TheoryData<string> Forms =>
    [
        "hash", "unsigned", PayloadHash.StreamingUnsignedTrailer, PayloadHash.StreamingSigned, PayloadHash.StreamingSignedTrailer,
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Each_form_is_taken_with_a_length_and_in_http_chunks_and_is_stored_without_its_frames(string form)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();

        foreach (byte[] body in new[] { Body, [], Bytes(1), Bytes(8192) })
        {
            Sent sent = Make(endpoint, form, body);
            RawAnswer put = await endpoint.SendAsync(sent.Head, sent.Wire);
            Assert.True(put.Status == 200, put.Text);
            RawAnswer got = await endpoint.SendAsync("GET", "/box/k");
            Assert.Equal(body, got.Body);
            Assert.Equal("gzip", got.Header("content-encoding"));

            if (PayloadHash.IsStreaming(form))
            {
                sent = Make(endpoint, form, body, httpChunked: true);
                Assert.Equal(200, (await endpoint.SendAsync(sent.Head, HttpChunked(sent.Wire))).Status);
                Assert.Equal(body, (await endpoint.SendAsync("GET", "/box/k")).Body);
            }
        }
    }

    public static TheoryData<string, string, int, string> Corruptions => new()
    {
        { "hash", "flip a bit", 400, "XAmzContentSHA256Mismatch" },
        { PayloadHash.StreamingUnsignedTrailer, "flip a bit", 400, "BadDigest" },
        { PayloadHash.StreamingSigned, "flip a bit", 403, "SignatureDoesNotMatch" },
        { PayloadHash.StreamingSignedTrailer, "flip a bit", 403, "SignatureDoesNotMatch" },
        { PayloadHash.StreamingUnsignedTrailer, "cut the end", 400, "IncompleteBody" },
        { PayloadHash.StreamingSigned, "cut the end", 400, "IncompleteBody" },
        { PayloadHash.StreamingSignedTrailer, "cut the end", 400, "IncompleteBody" },
        { PayloadHash.StreamingUnsignedTrailer, "second last chunk", 400, "MalformedTrailerError" },
        { PayloadHash.StreamingUnsignedTrailer, "other trailer", 400, "MalformedTrailerError" },
        { PayloadHash.StreamingUnsignedTrailer, "wrong checksum", 400, "BadDigest" },
        { PayloadHash.StreamingUnsignedTrailer, "no checksum at all", 400, "InvalidRequest" },
        { PayloadHash.StreamingSignedTrailer, "wrong checksum", 403, "SignatureDoesNotMatch" },
        { PayloadHash.StreamingUnsignedTrailer, "small chunk", 400, "InvalidChunkSizeError" },
        { PayloadHash.StreamingSigned, "small chunk", 403, "SignatureDoesNotMatch" },
        { PayloadHash.StreamingUnsignedTrailer, "longer than said", 400, "IncompleteBody" },
        { PayloadHash.StreamingUnsignedTrailer, "shorter than said", 400, "IncompleteBody" },
        { PayloadHash.StreamingUnsignedTrailer, "not chunked", 400, "IncompleteBody" },
        { PayloadHash.StreamingSigned, "not chunked", 400, "IncompleteBody" },
        { PayloadHash.StreamingUnsignedTrailer, "no decoded length", 411, "MissingContentLength" },
        { PayloadHash.StreamingUnsignedTrailer, "unknown trailer", 400, "InvalidRequest" },
        { PayloadHash.StreamingUnsignedTrailer, "no trailer announced", 400, "MalformedTrailerError" },
    };

    [Theory]
    [MemberData(nameof(Corruptions))]
    public async Task Each_corruption_is_refused_and_nothing_is_stored(string form, string how, int status, string code)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        (RequestHead head, byte[] wire) = Corrupt(endpoint, form, how);
        RawAnswer answer = await endpoint.SendAsync(head, wire);
        Assert.Equal((status, code), (answer.Status, answer.Error.Code));
        Assert.Equal("NoSuchKey", (await endpoint.SendAsync("GET", "/box/k")).Error.Code);
    }

    [Fact]
    public async Task A_chunk_that_does_not_match_shows_its_own_string_to_sign_and_no_canonical_request()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        (RequestHead head, byte[] wire) = Corrupt(endpoint, PayloadHash.StreamingSigned, "flip a bit");
        RawAnswer answer = await endpoint.SendAsync(head, wire);
        Assert.StartsWith("AWS4-HMAC-SHA256-PAYLOAD\n20261124T120000Z\n", answer.Error.Extra("StringToSign"), StringComparison.Ordinal);
        Assert.Equal(TestEndpoint.Key.AccessKeyId, answer.Error.Extra("AWSAccessKeyId"));
        Assert.NotNull(answer.Error.Extra("SignatureProvided"));
        Assert.Null(answer.Error.Extra("CanonicalRequest"));
    }

    [Fact]
    public async Task A_wrong_hash_names_both_hashes()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        byte[] other = [.. Body[..^1], 0];
        RawAnswer answer = await endpoint.SendAsync(
            endpoint.Sign(endpoint.Head("PUT", "/box/k", Body), PayloadHash.Of(Body)).Head, other);
        Assert.Equal(PayloadHash.Of(Body), answer.Error.Extra("ClientComputedContentSHA256"));
        Assert.Equal(PayloadHash.Of(other), answer.Error.Extra("S3ComputedContentSHA256"));
    }

    public static TheoryData<string> Algorithms => [.. ChecksumTable.Rows.Select(row => row.WireName)];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Each_algorithm_is_verified_kept_and_given_back(string name)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        ChecksumRow row = ChecksumTable.FindByWireName(name)!;
        string right = ChecksumHasher.Of(row.Algorithm, Body).ToBase64();
        string wrong = ChecksumHasher.Of(row.Algorithm, "x"u8).ToBase64();

        RawAnswer bad = await endpoint.SendAsync("PUT", "/box/k", Body, (row.HeaderName, wrong));
        Assert.Equal((400, "BadDigest"), (bad.Status, bad.Error.Code));
        Assert.Equal($"The {name} you specified did not match the calculated checksum.", bad.Error.Message);
        Assert.Equal("NoSuchKey", (await endpoint.SendAsync("GET", "/box/k")).Error.Code);

        RawAnswer malformed = await endpoint.SendAsync("PUT", "/box/k", Body, (row.HeaderName, "abc"));
        Assert.Equal($"Value for {row.HeaderName} header is invalid.", malformed.Error.Message);

        RawAnswer put = await endpoint.SendAsync("PUT", "/box/k", Body, (row.HeaderName, right), ("x-amz-sdk-checksum-algorithm", name));
        Assert.Equal((200, right), (put.Status, put.Header(row.HeaderName)));
        Assert.Equal(right, (await endpoint.SendAsync("GET", "/box/k", null, ("x-amz-checksum-mode", "ENABLED"))).Header(row.HeaderName));
    }

    public static TheoryData<string, string, int, string, string> HeadFaults => new()
    {
        { "content-md5", "abc", 400, "InvalidDigest", "The Content-MD5 you specified was invalid." },
        { "content-md5", "AAAAAAAAAAAAAAAAAAAAAA==", 400, "BadDigest", "The Content-MD5 you specified did not match what we received." },
        { "x-amz-sdk-checksum-algorithm", "CRC32", 400, "InvalidRequest", "x-amz-sdk-checksum-algorithm specified, but no corresponding" },
        { "x-amz-sdk-checksum-algorithm", "CRC17", 400, "InvalidRequest", "Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256" },
        { "transfer-encoding", "chunked", 501, "NotImplemented", "A header you provided implies functionality that is not implemented" },
        { "x-amz-storage-class", "FAKE", 400, "InvalidStorageClass", "The storage class you specified is not valid" },
        { "x-amz-object-lock-mode", "GOVERNANCE", 501, "NotImplemented", "A header you provided implies functionality that is not implemented" },
        { "x-amz-server-side-encryption-customer-algorithm", "AES256", 501, "NotImplemented", "" },
        { "x-amz-server-side-encryption", "aws:kms", 501, "NotImplemented", "" },
        { "x-amz-acl", "public-read", 400, "AccessControlListNotSupported", "The bucket does not allow ACLs" },
        { "x-amz-grant-read", "id=a", 400, "AccessControlListNotSupported", "The bucket does not allow ACLs" },
        { "x-amz-expected-bucket-owner", "123", 400, "InvalidBucketOwnerAWSAccountID", "must be an AWS Account ID... [123]" },
        { "x-amz-expected-bucket-owner", "123456789012", 403, "AccessDenied", "Access Denied" },
        { "x-amz-meta-large", new string('a', 2100), 400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size" },
        { "x-large", new string('a', 9000), 400, "RequestHeaderSectionTooLarge", "" },
    };

    [Theory]
    [MemberData(nameof(HeadFaults))]
    public async Task A_head_that_cannot_be_served_is_refused_and_nothing_is_stored(string name, string value, int status, string code, string message)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Head("PUT", "/box/k", Body, (name, value));
        head = name == "transfer-encoding" ? head.Without("content-length") : head;
        RawAnswer answer = await endpoint.SendAsync(
            endpoint.Sign(head, PayloadHash.Of(Body)).Head, name == "transfer-encoding" ? HttpChunked(Body) : Body);
        Assert.Equal((status, code), (answer.Status, answer.Error.Code));
        Assert.Contains(message, answer.Error.Message, StringComparison.Ordinal);
        Assert.Equal("NoSuchKey", (await endpoint.SendAsync("GET", "/box/k")).Error.Code);
    }

    [Fact]
    public async Task Two_checksums_are_one_too_many()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        string crc32 = ChecksumHasher.Of(ChecksumAlgorithm.Crc32, Body).ToBase64();
        string sha1 = ChecksumHasher.Of(ChecksumAlgorithm.Sha1, Body).ToBase64();
        RawAnswer two = await endpoint.SendAsync("PUT", "/box/k", Body, ("x-amz-checksum-crc32", crc32), ("x-amz-checksum-sha1", sha1));
        Assert.Equal("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.", two.Error.Message);
        RawAnswer other = await endpoint.SendAsync(
            "PUT", "/box/k", Body, ("x-amz-checksum-crc32", crc32), ("x-amz-sdk-checksum-algorithm", "SHA1"));
        Assert.Equal("Value for x-amz-sdk-checksum-algorithm header is invalid.", other.Error.Message);
    }

    [Fact]
    public async Task A_PUT_without_any_length_is_refused()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Head("PUT", "/box/k").Without("content-length");
        RawAnswer answer = await endpoint.SendAsync(endpoint.Sign(head, PayloadHash.Unsigned).Head);
        Assert.Equal((411, "MissingContentLength"), (answer.Status, answer.Error.Code));
    }

    [Fact]
    public async Task A_body_with_two_lengths_is_refused()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        Sent sent = Make(endpoint, PayloadHash.StreamingUnsignedTrailer, Body, httpChunked: true);
        byte[] wire = HttpChunked(sent.Wire);
        RawAnswer answer = await endpoint.SendAsync(sent.Head.Adding("Content-Length", wire.Length.ToString(null, null)), wire);
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task A_body_of_more_than_five_gibibytes_is_refused_before_it_comes()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Head("PUT", "/box/k", null, ("Content-Length", "5368709121"), ("Expect", "100-continue"));
        RawAnswer answer = await endpoint.SendAsync(endpoint.Sign(head, PayloadHash.Unsigned).Head);
        Assert.Equal((400, "EntityTooLarge"), (answer.Status, answer.Error.Code));
        Assert.Equal(("5368709121", "5368709120"), (answer.Error.Extra("ProposedSize"), answer.Error.Extra("MaxSizeAllowed")));
    }

    [Fact]
    public async Task A_client_that_leaves_halfway_leaves_nothing()
    {
        var arrived = new TaskCompletionSource<Arrival>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync(options => options with { OnArrival = arrival => arrived.TrySetResult(arrival) });

        using (var client = await endpoint.ConnectAsync())
        {
            RequestHead head = endpoint.Sign(endpoint.Head("PUT", "/box/k", Body), PayloadHash.Of(Body)).Head;
            await client.GetStream().WriteAsync(MessageHead.OfRequest(head).ToBytes());
            await client.GetStream().WriteAsync(Body.AsMemory(0, 5000));
        }

        Assert.Equal((400, "IncompleteBody"), await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20)) is var left ? (left.Status, left.ErrorCode) : default);
        Assert.Equal("NoSuchKey", (await endpoint.SendAsync("GET", "/box/k")).Error.Code);
    }

    [Fact]
    public async Task A_streamed_body_is_not_for_documents()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        Sent sent = Make(endpoint, PayloadHash.StreamingUnsignedTrailer, Body, "/box?accelerate");
        RawAnswer answer = await endpoint.SendAsync(sent.Head, sent.Wire);
        Assert.Equal("The value of x-amz-content-sha256 header is invalid.", answer.Error.Message);
    }

    private static (RequestHead Head, byte[] Wire) Corrupt(TestEndpoint endpoint, string form, string how)
    {
        switch (how)
        {
            case "small chunk":
                Sent small = Make(endpoint, form, Body);
                byte[] frames = Encoding.Latin1.GetBytes(
                    "1;chunk-signature=0\r\na\r\n".Replace(";chunk-signature=0", form == PayloadHash.StreamingSigned
                        ? ";chunk-signature=" + new string('0', 64)
                        : "", StringComparison.Ordinal));
                byte[] rest = Encoding.Latin1.GetBytes($"{Body.Length - 1:x}\r\n");
                byte[] whole = [.. frames, .. rest, .. Body[1..], .. "\r\n0\r\n\r\n"u8];
                return (Resized(endpoint, small, whole.Length), whole);
            case "flip a bit":
                Sent flipped = Make(endpoint, form, Body);
                flipped.Wire[flipped.Wire.Length / 2] ^= 1;
                return (flipped.Head, flipped.Wire);
            case "cut the end":
                Sent cut = Make(endpoint, form, Body);
                return (Resized(endpoint, cut, cut.Wire.Length - 3), cut.Wire[..^3]);
            case "second last chunk":
                Sent second = Make(endpoint, form, Body);
                string text = Encoding.Latin1.GetString(second.Wire);
                byte[] doubled = Encoding.Latin1.GetBytes(text.Replace("\r\n0\r\n", "\r\n0\r\n0\r\n", StringComparison.Ordinal));
                return (Resized(endpoint, second, doubled.Length), doubled);
            case "other trailer":
                return Replaced(endpoint, form, "x-amz-checksum-crc32:", "x-amz-checksum-crc3z:");
            case "wrong checksum":
                return Replaced(endpoint, form, ChecksumHasher.Of(ChecksumAlgorithm.Crc32, Body).ToBase64(), "AAAAAA==");
            case "no checksum at all":
                return Replaced(endpoint, form, ChecksumHasher.Of(ChecksumAlgorithm.Crc32, Body).ToBase64(), "notbase6");
            case "longer than said":
                return Headed(endpoint, form, head => head.With("x-amz-decoded-content-length", "19999"));
            case "shorter than said":
                return Headed(endpoint, form, head => head.With("x-amz-decoded-content-length", "20001"));
            case "not chunked":
                Sent plain = Make(endpoint, form, Body);
                return (Resized(endpoint, plain, Body.Length), Body);
            case "no decoded length":
                return Headed(endpoint, form, head => head.Without("x-amz-decoded-content-length"));
            case "unknown trailer":
                return Headed(endpoint, form, head => head.With("x-amz-trailer", "x-amz-checksum-crc17"));
            case "no trailer announced":
                return Headed(endpoint, form, head => head.Without("x-amz-trailer"));
            default:
                throw new ArgumentOutOfRangeException(nameof(how));
        }
    }

    private static (RequestHead Head, byte[] Wire) Replaced(TestEndpoint endpoint, string form, string part, string instead)
    {
        Sent sent = Make(endpoint, form, Body);
        string text = Encoding.Latin1.GetString(sent.Wire);
        Assert.Contains(part, text, StringComparison.Ordinal);
        return (sent.Head, Encoding.Latin1.GetBytes(text.Replace(part, instead, StringComparison.Ordinal)));
    }

    private static (RequestHead Head, byte[] Wire) Headed(TestEndpoint endpoint, string form, Func<RequestHead, RequestHead> change)
    {
        Sent sent = Make(endpoint, form, Body);
        return (endpoint.Sign(change(sent.Unsigned), sent.Word).Head, sent.Wire);
    }

    private static RequestHead Resized(TestEndpoint endpoint, Sent sent, int length) =>
        endpoint.Sign(sent.Unsigned.With("Content-Length", length.ToString(null, null)), sent.Word).Head;

    private static Sent Make(TestEndpoint endpoint, string form, byte[] body, string target = "/box/k", bool httpChunked = false)
    {
        if (!PayloadHash.IsStreaming(form))
        {
            string word = form == "hash" ? PayloadHash.Of(body) : PayloadHash.Unsigned;
            RequestHead plain = endpoint.Head("PUT", target, body, ("Content-Encoding", "gzip"));
            return new(plain, word, endpoint.Sign(plain, word).Head, [.. body]);
        }

        bool signed = form != PayloadHash.StreamingUnsignedTrailer;
        TrailerShape[] trailers = PayloadHash.HasTrailer(form) ? [TrailerShape.Of(ChecksumAlgorithm.Crc32)] : [];
        var layout = new ChunkedLayout(body.Length, signed, trailers, 8192);
        RequestHead head = endpoint.Head(
            "PUT",
            target,
            null,
            ("Content-Length", layout.EncodedLength.ToString(null, null)),
            ("Content-Encoding", signed ? "gzip, aws-chunked" : "aws-chunked,gzip"),
            ("x-amz-decoded-content-length", body.Length.ToString(null, null)));
        head = trailers.Length > 0 ? head.With("x-amz-trailer", "x-amz-checksum-crc32") : head;
        head = httpChunked ? head.Without("Content-Length").Adding("Transfer-Encoding", "chunked") : head;
        SignedRequest request = endpoint.Sign(head, form);
        HeaderField[] fields = trailers.Length > 0
            ? [new("x-amz-checksum-crc32", ChecksumHasher.Of(ChecksumAlgorithm.Crc32, body).ToBase64())]
            : [];
        return new(head, form, request.Head, Encode(layout, signed ? request.StartChunks() : null, body, fields));
    }

    private static byte[] Encode(ChunkedLayout layout, Sealane.Signing.Streaming.ChunkSigner? signer, byte[] body, HeaderField[] trailers)
    {
        var encoder = new ChunkedEncoder(layout, signer);
        var wire = new ArrayBufferWriter<byte>();

        foreach (byte[] chunk in body.Chunk(layout.ChunkSize))
        {
            encoder.WriteChunk(chunk, wire);
        }

        encoder.WriteEnd(trailers, wire);
        return wire.WrittenSpan.ToArray();
    }

    // Pieces of odd sizes, so that the frames of both codings do not fall together.
    private static byte[] HttpChunked(byte[] wire)
    {
        var output = new MemoryStream();

        foreach (byte[] piece in wire.Chunk(3001))
        {
            output.Write(Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"));
            output.Write(piece);
            output.Write("\r\n"u8);
        }

        output.Write("0\r\n\r\n"u8);
        return output.ToArray();
    }

    private static byte[] Bytes(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private sealed record Sent(RequestHead Unsigned, string Word, RequestHead Head, byte[] Wire);
}
