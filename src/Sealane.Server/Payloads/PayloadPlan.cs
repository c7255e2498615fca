using System.Globalization;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;

namespace Sealane.Server.Payloads;

/// <summary>
/// What a head promises about its body: read, and refused where it contradicts itself, before a byte of the body is asked for.
/// </summary>
internal sealed record PayloadPlan
{
    /// <summary>The most bytes of one request: 5 GiB (S3 User Guide, uploading objects).</summary>
    public const long LargestBody = 5L * 1024 * 1024 * 1024;

    /// <summary>What stands for the body in the signature.</summary>
    public required string Word { get; init; }

    /// <summary>Whether the body is framed as aws-chunked.</summary>
    public bool IsChunked => PayloadHash.IsStreaming(Word);

    /// <summary>Whether the chunks are signed.</summary>
    public bool IsChunkSigned => Word is PayloadHash.StreamingSigned or PayloadHash.StreamingSignedTrailer;

    /// <summary>Bytes of the object, without frames; 0 when there is no body.</summary>
    public required long Length { get; init; }

    /// <summary>Whether a body may come at all.</summary>
    public required bool HasBody { get; init; }

    /// <summary>Content-MD5, 16 bytes, or null.</summary>
    public byte[]? ContentMd5 { get; init; }

    /// <summary>The checksum that an <c>x-amz-checksum-</c> header gives, or null.</summary>
    public Checksum? Declared { get; init; }

    /// <summary>The names that <c>x-amz-trailer</c> announces.</summary>
    public IReadOnlyList<string> Trailers { get; init; } = [];

    /// <summary>The checksum that the trailer will give, or null.</summary>
    public ChecksumRow? Trailing { get; init; }

    /// <summary>The algorithm that the client gives a value of, or null.</summary>
    public ChecksumAlgorithm? GivenAlgorithm => Declared?.Algorithm ?? Trailing?.Algorithm;

    /// <summary>Reads a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="hasChecksums">Whether its checksum headers are of the body (CompleteMultipartUpload's are of the object).</param>
    /// <exception cref="RefusedException">It contradicts itself, or promises what S3 does not take.</exception>
    public static PayloadPlan Read(RequestHead head, bool hasChecksums)
    {
        string word = head.Value("x-amz-content-sha256") ?? PayloadHash.Unsigned;
        bool streaming = PayloadHash.IsStreaming(word);
        bool coded = head.Has("transfer-encoding");
        long? contentLength = ReadLength(head, "content-length");

        if (coded && contentLength is not null)
        {
            throw new RefusedException(PayloadRefusals.TwoLengths);
        }

        // S3 knows no chunked body but an aws-chunked one, whose length x-amz-decoded-content-length tells.
        if (coded && !streaming)
        {
            throw new RefusedException(PayloadRefusals.NotImplementedHeader("Transfer-Encoding"));
        }

        if (head.Method == "PUT" && contentLength is null && !coded)
        {
            throw new RefusedException(new(BodyErrors.MissingContentLength));
        }

        long length = streaming
            ? ReadLength(head, "x-amz-decoded-content-length") ?? throw new RefusedException(PayloadRefusals.NoDecodedLength)
            : contentLength ?? 0;

        if (length > LargestBody)
        {
            throw new RefusedException(PayloadRefusals.TooLarge(length));
        }

        ChecksumRow? trailing = PayloadHash.HasTrailer(word) ? ReadTrailer(head) : null;
        var plan = new PayloadPlan
        {
            Word = word,
            Length = length,
            HasBody = coded || contentLength > 0,
            ContentMd5 = ReadContentMd5(head),
            Declared = hasChecksums ? ReadDeclared(head) : null,
            Trailing = trailing,
            Trailers = trailing is null ? [] : [trailing.HeaderName],
        };

        if (plan.Declared is not null && trailing is not null)
        {
            throw new RefusedException(PayloadRefusals.SeveralChecksums);
        }

        if (hasChecksums)
        {
            CheckNamedAlgorithm(head.Value("x-amz-sdk-checksum-algorithm"), plan.GivenAlgorithm);
        }

        return plan;
    }

    private static long? ReadLength(RequestHead head, string name) => head.Value(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length) => length,
        var text => throw new RefusedException(PayloadRefusals.NotANumber(name, text)),
    };

    private static ChecksumRow ReadTrailer(RequestHead head)
    {
        string announced = head.Value("x-amz-trailer") ?? throw new RefusedException(new(BodyErrors.MalformedTrailer));
        return ChecksumTable.FindByHeader(announced.Trim()) ?? throw new RefusedException(PayloadRefusals.UnknownTrailer);
    }

    private static byte[]? ReadContentMd5(RequestHead head)
    {
        if (head.Value("content-md5") is not { } text)
        {
            return null;
        }

        byte[] digest = new byte[16];
        return text.Length == 24 && Convert.TryFromBase64String(text, digest, out int length) && length == digest.Length
            ? digest
            : throw new RefusedException(PayloadRefusals.BadContentMd5(text));
    }

    private static Checksum? ReadDeclared(RequestHead head)
    {
        (ChecksumRow Row, string Value)[] given =
        [
            .. head.Fields.Select(field => (Row: ChecksumTable.FindByHeader(field.Name), field.Value))
                .Where(field => field.Row is not null)
                .Select(field => (field.Row!, field.Value)),
        ];

        return given switch
        {
            [] => null,
            [var (row, value)] => Checksum.TryParse(row.Algorithm, value, out Checksum checksum)
                ? checksum
                : throw new RefusedException(PayloadRefusals.BadChecksumValue(row)),
            _ => throw new RefusedException(PayloadRefusals.SeveralChecksums),
        };
    }

    private static void CheckNamedAlgorithm(string? name, ChecksumAlgorithm? given)
    {
        if (name is null)
        {
            return;
        }

        ChecksumRow row = ChecksumTable.FindByWireName(name) ?? throw new RefusedException(PayloadRefusals.UnknownAlgorithm);

        if (given is null)
        {
            throw new RefusedException(PayloadRefusals.AlgorithmWithoutValue);
        }

        if (given != row.Algorithm)
        {
            throw new RefusedException(PayloadRefusals.AlgorithmOfAnotherValue);
        }
    }
}
