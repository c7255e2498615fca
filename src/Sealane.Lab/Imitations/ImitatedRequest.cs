using System.Security.Cryptography;
using System.Text;
using Sealane.Protocol.Checksums;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Lab.Imitations;

/// <summary>One upload as a habit puts it on the wire.</summary>
public sealed class ImitatedRequest
{
    private const int FrameSize = 1024 * 1024;

    private ImitatedRequest(byte[] head, IReadOnlyList<ReadOnlyMemory<byte>> body, SignatureTrace trace)
    {
        Head = head;
        Body = body;
        Trace = trace;
    }

    /// <summary>The head, its empty line included.</summary>
    public byte[] Head { get; }

    /// <summary>The body with all its framing, piece by piece as the client writes it.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Body { get; }

    /// <summary>What was signed.</summary>
    public SignatureTrace Trace { get; }

    /// <summary>Frames, signs and completes an upload in the order in which the client does.</summary>
    /// <param name="habit">Whose manner.</param>
    /// <param name="target">What to upload to.</param>
    /// <param name="content">The object's bytes.</param>
    /// <param name="credentials">The keys to sign with.</param>
    /// <param name="parameters">Region and time of the signature; its payload hash and policy are the habit's.</param>
    /// <param name="invocation">The value of <c>amz-sdk-invocation-id</c>.</param>
    public static ImitatedRequest Of(
        ClientHabit habit,
        UploadTarget target,
        ReadOnlyMemory<byte> content,
        SigningCredentials credentials,
        SigningParameters parameters,
        Guid invocation)
    {
        ArgumentNullException.ThrowIfNull(habit);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(parameters);
        var payloadHash = PayloadHashOf(habit.Body, content.Span);
        var signed = new Signer(new SigningKeyCache()).Sign(
            new RequestHead("PUT", target.Path, [.. HeadToSign(habit, target, content.Span)]),
            credentials,
            parameters with { PayloadHash = payloadHash, Policy = habit.Policy });

        // Only now does the HTTP layer below have its say, so none of these is ever signed.
        HeaderField[] fields =
        [
            signed.Head.Fields[0],
            new("Accept-Encoding", "identity"),
            .. signed.Head.Fields.Skip(1),
            new("amz-sdk-invocation-id", invocation.ToString()),
            new("amz-sdk-request", "attempt=1"),
            .. FramedByLength(habit.Body) ? [new HeaderField("Content-Length", $"{content.Length}")] : Array.Empty<HeaderField>(),
        ];
        var head = new RequestHead("PUT", target.Path, fields);
        return new ImitatedRequest(
            MessageHead.OfRequest(head).ToBytes(),
            FramedByLength(habit.Body) ? [content] : [.. Frames(content)],
            signed.Trace);
    }

    private static IEnumerable<HeaderField> HeadToSign(ClientHabit habit, UploadTarget target, ReadOnlySpan<byte> content) =>
    [
        new("Host", target.Host),
        new("User-Agent", habit.UserAgent),
        .. habit.Body == BodyHabit.ContentMd5 ? Md5Field(content) : [],
        new("Expect", "100-continue"),
        .. habit.Body == BodyHabit.ChunkedTrailer ? ChunkedFields(content.Length) : [],
        new("X-Amz-Date", ""),
        new("X-Amz-Content-SHA256", ""),
    ];

    private static HeaderField[] Md5Field(ReadOnlySpan<byte> content) =>
        [new("Content-MD5", Convert.ToBase64String(MD5.HashData(content)))];

    private static HeaderField[] ChunkedFields(int length) =>
    [
        new("Transfer-Encoding", "chunked"),
        new("Content-Encoding", "aws-chunked"),
        new("X-Amz-Trailer", "x-amz-checksum-crc32"),
        new("X-Amz-Decoded-Content-Length", $"{length}"),
        new("x-amz-sdk-checksum-algorithm", "CRC32"),
    ];

    private static string PayloadHashOf(BodyHabit habit, ReadOnlySpan<byte> content) => habit switch
    {
        BodyHabit.ContentMd5 => PayloadHash.Unsigned,
        BodyHabit.SignedHash => PayloadHash.Of(content),
        BodyHabit.ChunkedTrailer => PayloadHash.StreamingUnsignedTrailer,
        _ => throw new ArgumentOutOfRangeException(nameof(habit)),
    };

    private static bool FramedByLength(BodyHabit habit) => habit != BodyHabit.ChunkedTrailer;

    // aws-chunked = *( hex(size) CRLF data CRLF ) "0" CRLF "x-amz-checksum-crc32:" base64 CRLF CRLF      (S3 API, sigv4-streaming-trailers)
    // Each of its frames is one chunk of the outer framing.
    private static IEnumerable<ReadOnlyMemory<byte>> Frames(ReadOnlyMemory<byte> content)
    {
        for (var at = 0; at < content.Length; at += FrameSize)
        {
            var data = content.Slice(at, Math.Min(FrameSize, content.Length - at));
            yield return Chunk([.. Encoding.ASCII.GetBytes($"{data.Length:x}\r\n"), .. data.Span, .. "\r\n"u8]);
        }

        var checksum = ChecksumHasher.Of(ChecksumAlgorithm.Crc32, content.Span).ToBase64();
        yield return Chunk(Encoding.ASCII.GetBytes($"0\r\nx-amz-checksum-crc32:{checksum}\r\n\r\n"));
        yield return "0\r\n\r\n"u8.ToArray();
    }

    // chunk = hex(size) CRLF data CRLF      (RFC 9112 7.1)
    private static byte[] Chunk(ReadOnlySpan<byte> data) => [.. Encoding.ASCII.GetBytes($"{data.Length:x}\r\n"), .. data, .. "\r\n"u8];
}
