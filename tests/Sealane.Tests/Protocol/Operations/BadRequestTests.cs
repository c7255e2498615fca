using System.Text;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

/// <summary>Requests that are the client's mistake: what a server needs for its answer.</summary>
public sealed class BadRequestTests
{
    [Theory]
    [InlineData("max-keys", "abc", "Provided max-keys not an integer or within integer range")]
    [InlineData("max-keys", "2147483648", "Provided max-keys not an integer or within integer range")]
    [InlineData("fetch-owner", "yes", "Provided fetch-owner not true or false")]
    public void An_argument_that_is_no_such_value_is_named(string name, string value, string message)
    {
        var e = Assert.Throws<WireFormatException>(() => ListObjectsV2.Operation.ReadRequest(Listing(name, value)));
        Assert.Equal(("InvalidArgument", name, value, message), (e.Code, e.ArgumentName, e.ArgumentValue, e.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void An_argument_without_a_value_is_none(string? value) =>
        Assert.Null(ListObjectsV2.Operation.ReadRequest(Listing("max-keys", value)).MaxKeys);

    [Fact]
    public void An_empty_text_is_a_text()
    {
        var request = ListObjectsV2.Operation.ReadRequest(new()
        {
            Method = "GET",
            Bucket = "b",
            Query = { new("list-type", "2"), new("prefix", null), new("encoding-type", "") },
        });
        Assert.Equal(("", "", null), (request.Prefix, request.EncodingType, request.Delimiter));
    }

    [Fact]
    public void An_argument_that_is_missing_is_named()
    {
        var e = Assert.Throws<WireFormatException>(() => GetObjectAttributes.Operation.ReadRequest(new() { Method = "GET", Bucket = "b", Key = "k" }));
        Assert.Equal(("InvalidArgument", "x-amz-object-attributes", null), (e.Code, e.ArgumentName, e.ArgumentValue));
    }

    [Fact]
    public void A_part_number_must_be_a_number()
    {
        var wire = new WireRequest { Method = "PUT", Bucket = "b", Key = "k", Query = { new("uploadId", "u"), new("partNumber", "") } };
        var e = Assert.Throws<WireFormatException>(() => UploadPart.Operation.ReadRequest(wire));
        Assert.Equal("partNumber", e.ArgumentName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("<Delete>")]
    [InlineData("<Delete><Object></Delete>")]
    [InlineData("<Deletion><Object><Key>k</Key></Object></Deletion>")]
    [InlineData("<Delete></Delete>")]
    [InlineData("<Delete><Object><VersionId>1</VersionId></Object></Delete>")]
    [InlineData("<Delete><Object><Key>k</Key><Size>many</Size></Object></Delete>")]
    [InlineData("<Delete><Quiet>perhaps</Quiet><Object><Key>k</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key><b>k</b></Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>k</Key></Object></Delete><Delete/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Delete><Object><Key>&e;</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE Delete><Delete><Object><Key>k</Key></Object></Delete>")]
    public void A_document_that_is_not_the_operations_is_refused(string document)
    {
        var wire = new WireRequest { Method = "POST", Bucket = "b", Document = Encoding.UTF8.GetBytes(document) };
        var e = Assert.Throws<WireFormatException>(() => DeleteObjects.Operation.ReadRequest(wire));
        Assert.Equal(document.Length == 0 ? "MissingRequestBodyError" : "MalformedXML", e.Code);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_not_XML() => Assert.Equal("MalformedXML", Assert.Throws<WireFormatException>(() =>
        DeleteObjects.Operation.ReadRequest(new() { Method = "POST", Bucket = "b", Document = (byte[])[.. "<Delete><Object><Key>"u8, 0xFF, .. "</Key></Object></Delete>"u8] })).Code);

    [Theory]
    [InlineData("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part></CompleteMultipartUpload>")]
    [InlineData("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Part><ETag>\"a\"</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<CompleteMultipartUpload>\n  <Part>\n    <PartNumber> 1 </PartNumber>\n    <ETag>&quot;a&quot;</ETag>\n  </Part>\n</CompleteMultipartUpload>\n")]
    [InlineData("\ufeff<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag><![CDATA[\"a\"]]></ETag></Part></CompleteMultipartUpload>")]
    public void Parts_are_read_however_a_client_writes_them(string document)
    {
        var wire = new WireRequest { Method = "POST", Bucket = "b", Key = "k", Query = { new("uploadId", "u") }, Document = Encoding.UTF8.GetBytes(document) };
        Assert.Equal(
            [new() { PartNumber = 1, ETag = "\"a\"" }],
            CompleteMultipartUpload.Operation.ReadRequest(wire).MultipartUpload!.Parts);
    }

    [Fact]
    public void A_condition_of_HTTP_that_is_no_date_is_ignored_and_one_of_S3_is_refused()
    {
        var read = new WireRequest { Method = "GET", Bucket = "b", Key = "k", Headers = { new("If-Modified-Since", "yesterday") } };
        Assert.Null(GetObject.Operation.ReadRequest(read).IfModifiedSince);

        var delete = new WireRequest { Method = "DELETE", Bucket = "b", Key = "k", Headers = { new("x-amz-if-match-last-modified-time", "yesterday") } };
        var e = Assert.Throws<WireFormatException>(() => DeleteObject.Operation.ReadRequest(delete));
        Assert.Equal(("x-amz-if-match-last-modified-time", "yesterday"), (e.ArgumentName, e.ArgumentValue));
    }

    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    public void A_date_is_read_in_the_three_forms_of_HTTP(string date)
    {
        var wire = new WireRequest { Method = "GET", Bucket = "b", Key = "k", Headers = { new("If-Modified-Since", date) } };
        Assert.Equal(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero), GetObject.Operation.ReadRequest(wire).IfModifiedSince);
    }

    [Fact]
    public void Headers_of_one_name_are_one_value()
    {
        var wire = new WireRequest
        {
            Method = "PUT",
            Bucket = "b",
            Key = "k",
            Headers = { new("content-encoding", "gzip"), new("Content-Encoding", "aws-chunked"), new("X-Amz-Meta-A", "1"), new("x-amz-meta-a", "2") },
        };
        var request = PutObject.Operation.ReadRequest(wire);
        Assert.Equal(("gzip,aws-chunked", "1,2"), (request.ContentEncoding, request.Metadata["a"]));
    }

    [Fact]
    public void A_header_that_is_not_UTF8_is_read_as_Latin_1()
    {
        var wire = new WireRequest { Method = "PUT", Bucket = "b", Key = "k", Headers = { new("x-amz-meta-a", "Gr\u00f6\u00dfe") } };
        Assert.Equal("Größe", PutObject.Operation.ReadRequest(wire).Metadata["a"]);
    }

    private static WireRequest Listing(string name, string? value) =>
        new() { Method = "GET", Bucket = "b", Query = { new("list-type", "2"), new(name, value) } };
}
