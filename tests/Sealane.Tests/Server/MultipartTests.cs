using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Sealane.Protocol.Checksums;

namespace Sealane.Tests.Server;

public sealed class MultipartTests
{
    private const int Mega5 = 5 << 20;

    private static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static readonly byte[] First = Bytes(Mega5, 1);
    private static readonly byte[] Last = Bytes(1000, 2);

    [Fact]
    public async Task An_upload_in_parts_without_a_checksum_ends_with_the_default_one_over_the_whole()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        string id = await CreateAsync(endpoint, ("Content-Type", "a/b"), ("x-amz-meta-colour", "blue"));
        string one = (await PartAsync(endpoint, id, 1, First)).Header("etag")!;
        string seven = (await PartAsync(endpoint, id, 7, Last)).Header("etag")!;
        RawAnswer complete = await CompleteAsync(endpoint, id, [(1, one, ""), (7, seven, "")]);
        Assert.True(complete.Status == 200, complete.Text);
        XElement result = XElement.Parse(complete.Text);
        string etag = $"\"{Convert.ToHexStringLower(MD5.HashData([.. MD5.HashData(First), .. MD5.HashData(Last)]))}-2\"";
        string crc = ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, [.. First, .. Last]).ToBase64();
        Assert.Equal((etag, crc, "FULL_OBJECT"), (Value(result, "ETag"), Value(result, "ChecksumCRC64NVME"), Value(result, "ChecksumType")));
        Assert.Equal(("box", "k"), (Value(result, "Bucket"), Value(result, "Key")));

        RawAnswer got = await endpoint.SendAsync("GET", "/box/k", null, ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal([.. First, .. Last], got.Body);
        Assert.Equal(("a/b", "blue", etag, crc), (got.Header("content-type"), got.Header("x-amz-meta-colour"), got.Header("etag"), got.Header("x-amz-checksum-crc64nvme")));

        // The part's number in the object, not the one it was uploaded with.
        RawAnswer second = await endpoint.SendAsync("GET", "/box/k?partNumber=2");
        Assert.Equal((206, "2", $"bytes {Mega5}-{Mega5 + 999}/{Mega5 + 1000}"), (second.Status, second.Header("x-amz-mp-parts-count"), second.Header("content-range")));
        Assert.Equal(Last, second.Body);

        RawAnswer again = await CompleteAsync(endpoint, id, [(1, one, ""), (7, seven, "")]);
        Assert.Equal((200, etag), (again.Status, Value(XElement.Parse(again.Text), "ETag")));
        await endpoint.SendAsync("DELETE", "/box/k");
        Assert.Equal("NoSuchUpload", (await CompleteAsync(endpoint, id, [(1, one, ""), (7, seven, "")])).Error.Code);
    }

    [Fact]
    public async Task A_composite_checksum_is_made_of_the_parts_own_which_must_be_named()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer created = await endpoint.SendAsync("POST", "/box/k?uploads", [], ("x-amz-checksum-algorithm", "SHA256"));
        Assert.Equal(("SHA256", "COMPOSITE"), (created.Header("x-amz-checksum-algorithm"), created.Header("x-amz-checksum-type")));
        string id = Value(XElement.Parse(created.Text), "UploadId")!;
        string sum1 = ChecksumHasher.Of(ChecksumAlgorithm.Sha256, First).ToBase64();
        string sum2 = ChecksumHasher.Of(ChecksumAlgorithm.Sha256, Last).ToBase64();

        Assert.Equal(
            "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32",
            (await PartAsync(endpoint, id, 1, First, ("x-amz-checksum-crc32", ChecksumHasher.Of(ChecksumAlgorithm.Crc32, First).ToBase64()))).Error.Message);
        RawAnswer one = await PartAsync(endpoint, id, 1, First, ("x-amz-checksum-sha256", sum1));
        RawAnswer two = await PartAsync(endpoint, id, 2, Last, ("x-amz-checksum-sha256", sum2));
        Assert.Equal(sum1, one.Header("x-amz-checksum-sha256"));
        (int, string, string)[] bare = [(1, one.Header("etag")!, ""), (2, two.Header("etag")!, "")];
        Assert.EndsWith(
            "It was missing for part 1 in the request.", (await CompleteAsync(endpoint, id, bare)).Error.Message, StringComparison.Ordinal);
        RawAnswer swapped = await CompleteAsync(endpoint, id, Named(sum2, sum1));
        Assert.Equal(("BadDigest", "The sha256 you specified for part 1 did not match what we received."), (swapped.Error.Code, swapped.Error.Message));
        RawAnswer wrongType = await CompleteAsync(endpoint, id, Named(sum1, sum2), ("x-amz-checksum-type", "FULL_OBJECT"));
        Assert.StartsWith("The upload was created using the COMPOSITE checksum mode.", wrongType.Error.Message, StringComparison.Ordinal);

        RawAnswer complete = await CompleteAsync(endpoint, id, Named(sum1, sum2));
        string expected = Convert.ToBase64String(SHA256.HashData([.. SHA256.HashData(First), .. SHA256.HashData(Last)])) + "-2";
        Assert.Equal(expected, Value(XElement.Parse(complete.Text), "ChecksumSHA256"));

        RawAnswer part = await endpoint.SendAsync("GET", "/box/k?partNumber=2", null, ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal((sum2, "COMPOSITE"), (part.Header("x-amz-checksum-sha256"), part.Header("x-amz-checksum-type")));
        XElement attributes = XElement.Parse((await endpoint.SendAsync(
            "GET", "/box/k?attributes", null, ("x-amz-object-attributes", "ETag,ObjectParts,Checksum,ObjectSize"))).Text);
        Assert.DoesNotContain("\"", Value(attributes, "ETag"), StringComparison.Ordinal);
        Assert.Equal(["2", "false"], Values(attributes.Element(S3 + "ObjectParts")!, "PartsCount", "IsTruncated"));
        Assert.Equal(sum2, attributes.Descendants(S3 + "Part").Last().Element(S3 + "ChecksumSHA256")!.Value);
        Assert.Equal(expected, attributes.Element(S3 + "Checksum")!.Element(S3 + "ChecksumSHA256")!.Value);

        (int, string, string)[] Named(string first, string second) =>
        [
            (1, one.Header("etag")!, $"<ChecksumSHA256>{first}</ChecksumSHA256>"),
            (2, two.Header("etag")!, $"<ChecksumSHA256>{second}</ChecksumSHA256>"),
        ];
    }

    [Fact]
    public async Task A_checksum_over_the_whole_is_combined_from_the_parts_and_compared()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        string id = await CreateAsync(endpoint, ("x-amz-checksum-algorithm", "CRC32"), ("x-amz-checksum-type", "FULL_OBJECT"));
        string one = (await PartAsync(endpoint, id, 1, First)).Header("etag")!;
        string two = (await PartAsync(endpoint, id, 2, Last)).Header("etag")!;
        string right = ChecksumHasher.Of(ChecksumAlgorithm.Crc32, [.. First, .. Last]).ToBase64();
        RawAnswer wrong = await CompleteAsync(endpoint, id, [(1, one, ""), (2, two, "")], ("x-amz-checksum-crc32", "AAAAAA=="));
        Assert.Equal(("BadDigest", "The crc32 you specified did not match the calculated checksum."), (wrong.Error.Code, wrong.Error.Message));
        RawAnswer size = await CompleteAsync(endpoint, id, [(1, one, ""), (2, two, "")], ("x-amz-mp-object-size", "5"));
        Assert.Equal($"The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: {Mega5 + 1000}", size.Error.Message);
        RawAnswer complete = await CompleteAsync(
            endpoint, id, [(1, one, ""), (2, two, "")], ("x-amz-checksum-crc32", right), ("x-amz-mp-object-size", (Mega5 + 1000).ToString(null, null)));
        Assert.Equal(right, Value(XElement.Parse(complete.Text), "ChecksumCRC32"));
    }

    [Theory]
    [InlineData("CRC64NVME", "COMPOSITE", "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.")]
    [InlineData("SHA1", "FULL_OBJECT", "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.")]
    [InlineData("SHA256", "FULL_OBJECT", "The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.")]
    [InlineData(null, "FULL_OBJECT", "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.")]
    [InlineData("CRC17", null, "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32")]
    public async Task A_checksum_that_cannot_be_is_refused_at_the_beginning(string? algorithm, string? type, string message)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        (string, string)[] headers =
        [
            .. algorithm is null ? Array.Empty<(string, string)>() : [("x-amz-checksum-algorithm", algorithm)],
            .. type is null ? Array.Empty<(string, string)>() : [("x-amz-checksum-type", type)],
        ];
        RawAnswer answer = await endpoint.SendAsync("POST", "/box/k?uploads", [], headers);
        Assert.Equal((400, "InvalidRequest"), (answer.Status, answer.Error.Code));
        Assert.StartsWith(message, answer.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_parts_that_cannot_be_is_refused_and_the_upload_stays_open()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        string id = await CreateAsync(endpoint);
        string small = (await PartAsync(endpoint, id, 1, Last)).Header("etag")!;
        string next = (await PartAsync(endpoint, id, 2, Last)).Header("etag")!;

        RawAnswer tooSmall = await CompleteAsync(endpoint, id, [(1, small, ""), (2, next, "")]);
        Assert.Equal(("EntityTooSmall", "1", "1000", "5242880"), (tooSmall.Error.Code, tooSmall.Error.Extra("PartNumber"), tooSmall.Error.Extra("ProposedSize"), tooSmall.Error.Extra("MinSizeAllowed")));
        RawAnswer order = await CompleteAsync(endpoint, id, [(2, next, ""), (1, small, "")]);
        Assert.Equal(("InvalidPartOrder", id), (order.Error.Code, order.Error.Extra("UploadId")));
        RawAnswer missing = await CompleteAsync(endpoint, id, [(1, small, ""), (3, small, "")]);
        Assert.Equal(("InvalidPart", "3", id), (missing.Error.Code, missing.Error.Extra("PartNumber"), missing.Error.Extra("UploadId")));
        Assert.Equal("InvalidPart", (await CompleteAsync(endpoint, id, [(1, "\"beef\"", "")])).Error.Code);
        Assert.Equal("You must specify at least one part", (await CompleteAsync(endpoint, id, [])).Error.Message);
        Assert.Equal("InvalidArgument", (await CompleteAsync(endpoint, id, [(10_001, small, "")])).Error.Code);
        RawAnswer xml = await endpoint.SendAsync("POST", $"/box/k?uploadId={id}", "<not"u8.ToArray());
        Assert.Equal("MalformedXML", xml.Error.Code);
        Assert.Equal(200, (await CompleteAsync(endpoint, id, [(2, next, "")])).Status);
        Assert.Equal(Last, (await endpoint.SendAsync("GET", "/box/k")).Body);
    }

    [Fact]
    public async Task A_part_of_no_upload_is_refused_before_its_body_comes()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer part = await PartAsync(endpoint, new string('0', 52), 1, Last);
        Assert.Equal((404, "NoSuchUpload", new string('0', 52)), (part.Status, part.Error.Code, part.Error.Extra("UploadId")));
        string id = await CreateAsync(endpoint);
        Assert.Equal("InvalidArgument", (await PartAsync(endpoint, id, 0, Last)).Error.Code);
        Assert.Equal("InvalidArgument", (await PartAsync(endpoint, id, 10_001, Last)).Error.Code);
        Assert.Equal(204, (await endpoint.SendAsync("DELETE", $"/box/k?uploadId={id}")).Status);
        Assert.Equal("NoSuchUpload", (await PartAsync(endpoint, id, 1, Last)).Error.Code);
        Assert.Equal("NoSuchUpload", (await endpoint.SendAsync("DELETE", $"/box/k?uploadId={id}")).Error.Code);
    }

    [Fact]
    public async Task Parts_and_uploads_are_listed_in_pages()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        string id = await CreateAsync(endpoint);
        endpoint.Time.Advance(TimeSpan.FromSeconds(1));
        string later = await CreateAsync(endpoint);

        foreach (int number in new[] { 3, 1, 2 })
        {
            await PartAsync(endpoint, id, number, Last);
        }

        XElement parts = XElement.Parse((await endpoint.SendAsync("GET", $"/box/k?uploadId={id}&max-parts=2")).Text);
        Assert.Equal(["0", "2", "2", "true"], Values(parts, "PartNumberMarker", "NextPartNumberMarker", "MaxParts", "IsTruncated"));
        Assert.Equal(["1", "2"], parts.Elements(S3 + "Part").Select(part => part.Element(S3 + "PartNumber")!.Value));
        XElement rest = XElement.Parse((await endpoint.SendAsync("GET", $"/box/k?uploadId={id}&part-number-marker=2")).Text);
        Assert.Equal("3", Assert.Single(rest.Elements(S3 + "Part")).Element(S3 + "PartNumber")!.Value);

        XElement uploads = XElement.Parse((await endpoint.SendAsync("GET", "/box?uploads&max-uploads=1")).Text);
        Assert.Equal(["true", "k", id], Values(uploads, "IsTruncated", "NextKeyMarker", "NextUploadIdMarker"));
        XElement next = XElement.Parse((await endpoint.SendAsync("GET", $"/box?uploads&key-marker=k&upload-id-marker={id}")).Text);
        Assert.Equal(later, Assert.Single(next.Elements(S3 + "Upload")).Element(S3 + "UploadId")!.Value);
        RawAnswer bad = await endpoint.SendAsync("GET", "/box?uploads&key-marker=k&upload-id-marker=made-up");
        Assert.Equal("Invalid uploadId marker", bad.Error.Message);
    }

    [Fact]
    public async Task A_part_is_copied_from_a_range_of_an_object()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/source", "0123456789"u8.ToArray());
        string id = await CreateAsync(endpoint);
        string target = $"/box/k?partNumber=1&uploadId={id}";
        RawAnswer copied = await endpoint.SendAsync("PUT", target, null, ("x-amz-copy-source", "/box/source"), ("x-amz-copy-source-range", "bytes=2-4"));
        Assert.True(copied.Status == 200, copied.Text);
        string etag = Value(XElement.Parse(copied.Text), "ETag")!;

        foreach ((string range, string message) in new[]
        {
            ("bytes=0-10", "Range specified is not valid for source object of size: 10"),
            ("0-8", "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy"),
            ("bytes=4-", "The x-amz-copy-source-range value must be of the form bytes=first-last"),
        })
        {
            RawAnswer bad = await endpoint.SendAsync("PUT", target, null, ("x-amz-copy-source", "/box/source"), ("x-amz-copy-source-range", range));
            Assert.Equal("InvalidArgument", bad.Error.Code);
            Assert.StartsWith(message, bad.Error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(200, (await CompleteAsync(endpoint, id, [(1, etag, "")])).Status);
        Assert.Equal("234", (await endpoint.SendAsync("GET", "/box/k")).Text);
    }

    private static async Task<string> CreateAsync(TestEndpoint endpoint, params (string, string)[] headers)
    {
        RawAnswer created = await endpoint.SendAsync("POST", "/box/k?uploads", [], headers);
        Assert.True(created.Status == 200, created.Text);
        return Value(XElement.Parse(created.Text), "UploadId")!;
    }

    private static Task<RawAnswer> PartAsync(TestEndpoint endpoint, string id, int number, byte[] bytes, params (string, string)[] headers) =>
        endpoint.SendAsync("PUT", $"/box/k?partNumber={number}&uploadId={id}", bytes, headers);

    private static Task<RawAnswer> CompleteAsync(
        TestEndpoint endpoint, string id, (int Number, string ETag, string Checksum)[] parts, params (string, string)[] headers)
    {
        string list = string.Concat(parts.Select(part =>
            $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag}</ETag>{part.Checksum}</Part>"));
        return endpoint.SendAsync(
            "POST",
            $"/box/k?uploadId={id}",
            Encoding.UTF8.GetBytes($"<CompleteMultipartUpload xmlns=\"{S3}\">{list}</CompleteMultipartUpload>"),
            headers);
    }

    private static string? Value(XElement element, string name) => element.Element(S3 + name)?.Value;

    private static IEnumerable<string?> Values(XElement element, params string[] names) => names.Select(name => Value(element, name));

    private static byte[] Bytes(int size, int seed)
    {
        byte[] bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
