using System.Globalization;
using System.Text;
using Sealane.Lab.Imitations;
using Sealane.Signing;
using Sealane.Signing.Keys;

namespace Sealane.Tests.Lab.Imitations;

/// <summary>
/// The forms on the wire. The signatures are botocore's own, computed once by the real program for the same key, target and second:
/// botocore 1.29.27 for the first two (asked for a CRC32 it does what 1.36.0 does unasked), 1.43.11 for the other two.
/// </summary>
public class ImitatedRequestTests
{
    private static readonly SigningCredentials Credentials = new("AKIASEALANELAB0EXAMPLE", "sealane+lab/secret/opens+nothing/EXAMPLE");
    private static readonly DateTimeOffset Noon = new(2025, 1, 17, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Boto3_1_35_99_sends_a_length_and_an_MD5() => Assert.Equal(
        """
        PUT /reports/hello%20world%2B~.txt HTTP/1.1
        Host: bucket.s3-accelerate.amazonaws.com
        Accept-Encoding: identity
        User-Agent: Boto3/1.35.99 md/Botocore#1.35.99 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.99
        Content-MD5: XUFAKrxLKna5cZ2REBfFkg==
        Expect: 100-continue
        X-Amz-Date: 20250117T120000Z
        X-Amz-Content-SHA256: UNSIGNED-PAYLOAD
        Authorization: AWS4-HMAC-SHA256 Credential=AKIASEALANELAB0EXAMPLE/20250117/us-east-1/s3/aws4_request, SignedHeaders=content-md5;host;x-amz-content-sha256;x-amz-date, Signature=74399ad549d845337b0fce0bfe97aa19e59ce30f5f105e4d14bfb3f6c100f6a0
        amz-sdk-invocation-id: 11112222-3333-4444-5555-666677778888
        amz-sdk-request: attempt=1
        Content-Length: 5

        hello
        """,
        OnTheWire(Boto3.V13599, "hello"));

    [Fact]
    public void Boto3_1_36_0_nests_two_framings_and_signs_the_outer_one() => Assert.Equal(
        """
        PUT /reports/hello%20world%2B~.txt HTTP/1.1
        Host: bucket.s3-accelerate.amazonaws.com
        Accept-Encoding: identity
        User-Agent: Boto3/1.36.0 md/Botocore#1.36.0 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.36.0
        Expect: 100-continue
        Transfer-Encoding: chunked
        Content-Encoding: aws-chunked
        X-Amz-Trailer: x-amz-checksum-crc32
        X-Amz-Decoded-Content-Length: 5
        x-amz-sdk-checksum-algorithm: CRC32
        X-Amz-Date: 20250117T120000Z
        X-Amz-Content-SHA256: STREAMING-UNSIGNED-PAYLOAD-TRAILER
        Authorization: AWS4-HMAC-SHA256 Credential=AKIASEALANELAB0EXAMPLE/20250117/us-east-1/s3/aws4_request, SignedHeaders=content-encoding;host;transfer-encoding;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-sdk-checksum-algorithm;x-amz-trailer, Signature=e8a33a48718b7e901607a3037f6215dc5b9e7a04530ddae819930cad1b55b930
        amz-sdk-invocation-id: 11112222-3333-4444-5555-666677778888
        amz-sdk-request: attempt=1

        a
        5
        hello

        24
        0
        x-amz-checksum-crc32:NhCmhg==


        0


        """,
        OnTheWire(Boto3.V1360, "hello"));

    [Fact]
    public void Boto3_1_36_0_with_when_required_sends_a_length_and_signs_the_body() => Assert.Equal(
        """
        PUT /reports/hello%20world%2B~.txt HTTP/1.1
        Host: bucket.s3-accelerate.amazonaws.com
        Accept-Encoding: identity
        User-Agent: Boto3/1.36.0 md/Botocore#1.36.0 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.36.0
        Expect: 100-continue
        X-Amz-Date: 20250117T120000Z
        X-Amz-Content-SHA256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
        Authorization: AWS4-HMAC-SHA256 Credential=AKIASEALANELAB0EXAMPLE/20250117/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=1548a41a252e29bab23fde23d5d880c0247eae20b996cffdf2612fa535fd83e8
        amz-sdk-invocation-id: 11112222-3333-4444-5555-666677778888
        amz-sdk-request: attempt=1
        Content-Length: 5

        hello
        """,
        OnTheWire(Boto3.V1360WhenRequired, "hello"));

    [Fact]
    public void Boto3_1_36_7_differs_from_1_36_0_in_its_name_and_its_signature_alone()
    {
        var before = OnTheWire(Boto3.V1360, "hello").Split('\n');
        var after = OnTheWire(Boto3.V1367, "hello").Split('\n');

        var changed = after.Where((line, index) => line != before[index]).ToArray();

        Assert.Equal(before.Length, after.Length);
        Assert.Equal(2, changed.Length);
        Assert.StartsWith("User-Agent: Boto3/1.36.7 ", changed[0], StringComparison.Ordinal);
        Assert.EndsWith(
            "SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-sdk-checksum-algorithm;x-amz-trailer, "
            + "Signature=4bfa036e4116c2fca17bbbaa56ef88244f5a0ce0c42c20b8df7bbd7bd865cb6c",
            changed[1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_of_two_MiB_and_five_bytes_has_three_frames_of_one_MiB_at_most()
    {
        var request = Request(Boto3.V1360, new byte[(2 * 1024 * 1024) + 5]);

        Assert.Equal(
            ["10000a", "10000a", "a", "24", "0"],
            request.Body.Select(piece => Encoding.ASCII.GetString(piece.Span[..piece.Span.IndexOf("\r\n"u8)])));
    }

    [Fact]
    public void An_empty_body_has_the_last_frame_alone() => Assert.Equal(
        "24\n0\nx-amz-checksum-crc32:AAAAAA==\n\n\n0\n\n",
        OnTheWire(Boto3.V1360, "").Split("\n\n", 2)[1]);

    private static ImitatedRequest Request(ClientHabit habit, byte[] content) => ImitatedRequest.Of(
        habit,
        UploadTarget.Accelerated("bucket", "reports/hello world+~.txt"),
        content,
        Credentials,
        new SigningParameters { Region = "us-east-1", Time = Noon },
        Guid.Parse("11112222-3333-4444-5555-666677778888", CultureInfo.InvariantCulture));

    private static string OnTheWire(ClientHabit habit, string content)
    {
        var request = Request(habit, Encoding.ASCII.GetBytes(content));
        return Encoding.Latin1.GetString([.. request.Head, .. request.Body.SelectMany(piece => piece.ToArray())]).Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
