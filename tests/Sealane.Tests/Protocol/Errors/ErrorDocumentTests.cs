using System.Buffers;
using System.Text;
using CsCheck;
using Sealane.Protocol.Errors;

namespace Sealane.Tests.Protocol.Errors;

public sealed class ErrorDocumentTests
{
    private static readonly ErrorDocument NoSuchKey = new ErrorDocument
    {
        Code = "NoSuchKey",
        Message = "The specified key does not exist.",
        RequestId = "4442587FB7D0A2F9",
        HostId = "aG9zdA==",
    }.Adding("Key", "a<b>&\"c\"\r\n\u0001é😀");

    [Fact]
    public void It_is_written_as_S3_does()
    {
        const string expected = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a&lt;b&gt;&amp;&quot;c&quot;&#xD;
            &#x1;é😀</Key><RequestId>4442587FB7D0A2F9</RequestId><HostId>aG9zdA==</HostId></Error>
            """;
        Assert.Equal(expected, Write(NoSuchKey));
    }

    [Fact]
    public void What_is_written_reads_back_with_every_character_and_in_order()
    {
        var text = Gen.OneOf(Gen.String[Gen.Char[" <>&\"'\r\n\t]\u0000\u0001\u001fé€\uFFFE\uFFFF"], 0, 20], Gen.String[Gen.Char['\0', '\uD7FF'], 0, 20]);
        var name = Gen.OneOf("Key", "ArgumentName", "Content-MD5", "X-Amz-Expires", "Token-0", "StringToSignBytes");
        Gen.Select(text, text, Gen.Select(name, text).Array[0, 5], text).Sample((code, message, extras, id) =>
        {
            var document = new ErrorDocument { Code = code, Message = message, Resource = id, RequestId = id, HostId = id, Extras = [.. extras.Select(e => KeyValuePair.Create(e.Item1, e.Item2))] };
            var read = ErrorDocument.Read(Encoding.UTF8.GetBytes(Write(document)));
            return read is not null
                && (read.Code, read.Message, read.Resource, read.RequestId, read.HostId) == (code, message, id, id, id)
                && read.Extras.SequenceEqual(document.Extras);
        });
    }

    [Theory]
    [InlineData("<Error><Code>X</Code></Error>")]
    [InlineData("  \r\n\t<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>X</Code></Error>\n")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><Error><Code>X</Code></Error>")]
    [InlineData("<Error xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Code>X</Code></Error>")]
    [InlineData("<s:Error xmlns:s=\"urn:a\"><s:Code>X</s:Code></s:Error>")]
    [InlineData("<!-- a proxy was here --><Error><?pi?><Code><!-- x -->X</Code></Error>")]
    [InlineData("<Error><Code><![CDATA[X]]></Code></Error>")]
    [InlineData("<ErrorResponse><Error><Type>Sender</Type><Code>X</Code></Error><RequestId>r</RequestId></ErrorResponse>")]
    [InlineData("<Error><Details><Code>inner</Code></Details><Code>X</Code></Error>")]
    [InlineData("<Error><Code>X</Code><Mess")]
    [InlineData("<Error><Code>X</Code><Message>a & b</Message></Error>")]
    public void A_document_that_is_not_quite_S3s_still_says_its_code(string xml) =>
        Assert.Equal("X", ErrorDocument.Read(Encoding.UTF8.GetBytes(xml))?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    [InlineData("no xml")]
    [InlineData("{\"Code\":\"X\"}")]
    [InlineData("<html><head><title>502 Bad Gateway</title></head></html>")]
    [InlineData("<?xml version=\"1.0\"?><CopyObjectResult><ETag>\"e\"</ETag><Error><Code>X</Code></Error></CopyObjectResult>")]
    [InlineData("<DeleteResult><Error><Key>k</Key><Code>AccessDenied</Code></Error></DeleteResult>")]
    [InlineData("<Error/>")]
    [InlineData("<Error></Error>")]
    [InlineData("<ErrorResponse/>")]
    [InlineData("<ErrorResponse><RequestId>r</RequestId></ErrorResponse>")]
    [InlineData("<!DOCTYPE Error [<!ENTITY x \"X\">]><Error><Code>&x;</Code></Error>")]
    [InlineData("<!DOCTYPE Error SYSTEM \"file:///etc/passwd\"><Error><Code>X</Code></Error>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"no-such\"?><Error><Code>X</Code></Error>")]
    public void What_is_no_error_document_is_none(string xml) => Assert.Null(ErrorDocument.Read(Encoding.UTF8.GetBytes(xml)));

    [Fact]
    public void Extras_nested_and_repeated_keep_their_order_and_empty_ones_stay()
    {
        var read = ErrorDocument.Read("<Error><Code>X</Code><A>1</A><B><C> 2 </C><D/></B><A>3</A><Code>again</Code><Resource/></Error>"u8)!;
        Assert.Equal([("A", "1"), ("C", " 2 "), ("D", ""), ("A", "3"), ("Code", "again")], read.Extras.Select(extra => (extra.Key, extra.Value)));
        Assert.Equal(("1", null, ""), (read.Extra("A"), read.Extra("E"), read.Resource));
    }

    [Fact]
    public void A_document_made_from_the_table_has_its_code_and_text()
    {
        Assert.Equal("NoSuchBucket: The specified bucket does not exist", ErrorDocument.Of(BucketErrors.NoSuchBucket).ToString());
        Assert.Equal("other", ErrorDocument.Of(BucketErrors.NoSuchBucket, "other").Message);
    }

    [Fact]
    public void Its_text_shows_no_extra_since_those_repeat_the_request()
    {
        var document = NoSuchKey.Adding("CanonicalRequest", "x-amz-security-token:SECRET");
        Assert.DoesNotContain("SECRET", document.ToString(), StringComparison.Ordinal);
        Assert.Equal("NoSuchKey: The specified key does not exist. (request id 4442587FB7D0A2F9)", document.ToString());
    }

    [Fact]
    public void Hostile_documents_cost_little()
    {
        string[] hostile =
        [
            string.Concat(Enumerable.Repeat("<a>", 300_000)),
            "<Error>" + string.Concat(Enumerable.Repeat("<a>", 300_000)),
            "<Error><Code>" + string.Concat(Enumerable.Repeat("<![CDATA[a]]>", 80_000)) + "</Code></Error>",
            "<Error>" + string.Concat(Enumerable.Repeat("<a/>", 250_000)) + "</Error>",
            "<Error><Code>X</Code>" + new string(' ', 1 << 21) + "</Error>",
            "<Error " + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"a{i}=\"\" ")) + "><Code>X</Code></Error>",
        ];
        foreach (var xml in hostile)
        {
            // Memory and not time: a machine may be busy, and what costs the square of its size shows here as well.
            var bytes = Encoding.UTF8.GetBytes(xml);
            var before = GC.GetAllocatedBytesForCurrentThread();
            ErrorDocument.Read(bytes);
            var cost = (GC.GetAllocatedBytesForCurrentThread() - before) / bytes.Length;
            Assert.True(cost < 100, $"{xml[..30]}...: {cost} bytes for each byte of the document");
        }
    }

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        var piece = Gen.OneOf(
            "<Error>", "</Error>", "<Code>", "</Code>", "<?xml version=\"1.0\"", " encoding=\"utf-16\"", " encoding=\"utf-7\"", " encoding=\"ibm037\"", "?>",
            "<!DOCTYPE a [", "]>", "<!ENTITY b \"c\">", "&b;", "&#0;", "&#x110000;", "<![CDATA[", "]]>", "<a b='c'", " xmlns:x=''", "x:y>", "\0", "é", "<", ">", "\uFEFF", " ");
        Gen.OneOf(
            piece.Array[0, 12].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))),
            piece.Array[0, 12].Select(pieces => (byte[])[.. "<Error><Code>X</Code>"u8, .. Encoding.UTF8.GetBytes(string.Concat(pieces))]),
            piece.Array[0, 6].Select(pieces => (byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(string.Concat(pieces))]),
            Gen.Byte.Array[0, 60]).Sample(bytes => _ = ErrorDocument.Read(bytes), iter: 20_000);
    }

    private static string Write(ErrorDocument document)
    {
        var output = new ArrayBufferWriter<byte>();
        document.Write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
