using System.Globalization;
using System.Text;
using Sealane.Protocol.Errors;
using Sealane.Server.Handlers;

namespace Sealane.Server.Null;

/// <summary>Answers HEAD and GET of an object that exists because its key says how long it is.</summary>
internal static class InventedObject
{
    /// <summary>Every object's, stored or invented. Its end says "in one part", so that no client takes it for an MD5.</summary>
    public static ReadOnlySpan<byte> ETag => "\"0a0000000000000000000000000000a0-1\""u8;

    /// <summary>The same in a document.</summary>
    public static ReadOnlySpan<byte> ETagInXml => "&quot;0a0000000000000000000000000000a0-1&quot;"u8;

    private static ReadOnlySpan<byte> LastModified => "Wed, 01 Jan 2025 00:00:00 GMT"u8;

    /// <summary>Answers.</summary>
    /// <exception cref="Refusals.RefusedException">The range cannot be satisfied.</exception>
    public static void Answer(Output output, Head head, long length, bool withBody)
    {
        var range = RangeOf(head, length);

        if (head.Value("if-match"u8) is { IsEmpty: false } match && !Matches(match))
        {
            throw new Refusals.RefusedException(new Refusals.Refusal(ObjectErrors.PreconditionFailed).With("Condition", "If-Match"));
        }

        if (head.Value("if-none-match"u8) is { IsEmpty: false } other && Matches(other))
        {
            output.Begin("304 Not Modified"u8);
            output.Field("ETag"u8, ETag);
            output.End();
            return;
        }

        output.Begin(range is null ? "200 OK"u8 : "206 Partial Content"u8);
        output.Field("ETag"u8, ETag);
        output.Field("Last-Modified"u8, LastModified);
        output.Field("Accept-Ranges"u8, "bytes"u8);
        output.Field("Content-Type"u8, "binary/octet-stream"u8);
        var sent = range ?? new ByteRange(0, length);

        if (range is not null)
        {
            output.Field("Content-Range"u8, Encoding.ASCII.GetBytes(sent.OfSize(length)));
        }

        // Of a range S3 says no checksum, unless it is the whole.
        if (sent.Length == length && !head.Value("x-amz-checksum-mode"u8).IsEmpty)
        {
            output.Field("x-amz-checksum-crc64nvme"u8, InventedBytes.ChecksumOf(length));
            output.Field("x-amz-checksum-type"u8, "FULL_OBJECT"u8);
        }

        if (withBody)
        {
            output.EndInvented(sent.First, sent.Length);
        }
        else
        {
            output.Field("Content-Length"u8, sent.Length);
            output.End();
        }
    }

    private static bool Matches(ReadOnlySpan<byte> value) => value is [(byte)'*'] || value.IndexOf(ETag.Trim((byte)'"')) >= 0;

    // The object is one part: partNumber=1 is all of it, as a range.
    private static ByteRange? RangeOf(Head head, long length)
    {
        if (head.Query("partNumber"u8) is { } part)
        {
            return part == "1"
                ? length == 0 ? null : new ByteRange(0, length)
                : throw new Refusals.RefusedException(new Refusals.Refusal(ObjectErrors.InvalidPartNumber)
                    .With("PartNumberRequested", part)
                    .With("ActualPartCount", 1.ToString(CultureInfo.InvariantCulture)));
        }

        var range = head.Value("range"u8);
        return range.IsEmpty ? null : ByteRange.Read(Encoding.Latin1.GetString(range), length);
    }
}
