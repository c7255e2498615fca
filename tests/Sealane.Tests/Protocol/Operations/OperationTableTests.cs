using CsCheck;
using Sealane.Protocol;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Protocol.Operations;

public sealed class OperationTableTests
{
    [Theory]
    [InlineData("GET /", "ListBuckets")]
    [InlineData("PUT /b", "CreateBucket")]
    [InlineData("GET /b", "ListObjects")]
    [InlineData("GET /b?list-type=2", "ListObjectsV2")]
    [InlineData("GET /b?list-type=1", "ListObjects")]
    [InlineData("GET /b?prefix=acl&list-type=2", "ListObjectsV2")]
    [InlineData("GET /b?uploads", "ListMultipartUploads")]
    [InlineData("GET /b?uploads=", "ListMultipartUploads")]
    [InlineData("GET /b?location", "GetBucketLocation")]
    [InlineData("GET /b?accelerate", "GetBucketAccelerateConfiguration")]
    [InlineData("PUT /b?accelerate", "PutBucketAccelerateConfiguration")]
    [InlineData("POST /b?delete", "DeleteObjects")]
    [InlineData("GET /b/k", "GetObject")]
    [InlineData("GET /b/k?partNumber=2", "GetObject")]
    [InlineData("GET /b/k?versionId=1&x-id=GetObject", "GetObject")]
    [InlineData("GET /b/k?attributes", "GetObjectAttributes")]
    [InlineData("GET /b/k?tagging", "GetObjectTagging")]
    [InlineData("PUT /b/k?tagging=", "PutObjectTagging")]
    [InlineData("DELETE /b/k?tagging&versionId=1", "DeleteObjectTagging")]
    [InlineData("GET /b/k?uploadId=u", "ListParts")]
    [InlineData("PUT /b/k", "PutObject")]
    [InlineData("PUT /b/k +x-amz-copy-source", "CopyObject")]
    [InlineData("PUT /b/k +X-Amz-Copy-Source", "CopyObject")]
    [InlineData("PUT /b/k?partNumber=1&uploadId=u", "UploadPart")]
    [InlineData("PUT /b/k?partNumber=1&uploadId=u +x-amz-copy-source", "UploadPartCopy")]
    [InlineData("POST /b/k?uploads", "CreateMultipartUpload")]
    [InlineData("POST /b/k?uploadId=u", "CompleteMultipartUpload")]
    [InlineData("DELETE /b/k?uploadId=u", "AbortMultipartUpload")]
    [InlineData("DELETE /b/k?versionId=1", "DeleteObject")]
    public void A_request_finds_the_operation_that_asks_for_most(string request, string operation) =>
        Assert.Equal((operation, null), Match(request));

    [Theory]
    [InlineData("GET /b?policy", "policy")]
    [InlineData("PUT /b?acl", "acl")]
    [InlineData("GET /b?tagging", "tagging")]
    [InlineData("PUT /b/k?acl", "acl")]
    [InlineData("DELETE /b/k?acl", "acl")]
    [InlineData("PUT /b?location", "location")]
    [InlineData("POST /b/k?select&select-type=2", "select")]
    [InlineData("PATCH /b?acl", "acl")]
    public void A_part_of_S3_that_is_not_here_is_named(string request, string unimplemented) =>
        Assert.Equal((null, unimplemented), Match(request));

    [Theory]
    [InlineData("PUT /b/k?uploadId=u", "uploadId")]
    [InlineData("PUT /b/k?partNumber=1", "partNumber")]
    [InlineData("DELETE /b?uploads", "uploads")]
    public void Half_a_part_does_not_replace_the_object(string request, string unimplemented) =>
        Assert.Equal((null, unimplemented), Match(request));

    [Theory]
    [InlineData("PATCH /b/k")]
    [InlineData("POST /b")]
    [InlineData("POST /")]
    public void A_method_that_S3_does_not_have_there_finds_nothing(string request) => Assert.Equal((null, null), Match(request));

    [Fact]
    public void Every_request_that_is_written_finds_its_operation()
    {
        foreach (var operation in OperationTable.All)
        {
            Message.For(operation.Request).Sample(
                message =>
                {
                    var wire = new Spelling(odd: null).Request(operation, message, Body.Empty);
                    var found = OperationTable.Match(wire.Method, wire.Bucket is not null, wire.Key is not null, wire.Query, wire.Headers, out _);
                    Assert.Same(operation, found);
                },
                iter: 50);
        }
    }

    [Fact]
    public void Every_marker_of_S3_is_known()
    {
        using var description = new ServiceDescription();
        var markers = description.Operations
            .Select(operation => operation.Value.Text("uri")!.Split('?'))
            .SelectMany(target => target.Length == 2 ? target[1].Split('&') : [])
            .Where(marker => marker is not "list-type=2")
            .Select(marker => marker.Split('=')[0])
            .Distinct();
        Assert.Equal(markers.Append("uploadId").Append("partNumber").Order(StringComparer.Ordinal), SubResources.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_acceleration_does_not_serve_says_why() => Assert.Equal(
        [
            "ListBuckets", "CreateBucket", "HeadBucket", "DeleteBucket", "GetBucketLocation", "PutBucketAccelerateConfiguration",
            "GetBucketAccelerateConfiguration", "CopyObject", "UploadPartCopy",
        ],
        OperationTable.All.Where(operation => !operation.AllowedOnAccelerate).Select(operation => operation.Name));

    [Fact]
    public void Bodies_are_streamed_where_they_are_objects()
    {
        Assert.Equal(["PutObject", "UploadPart"], OperationTable.All.Where(o => o.StreamsRequestBody).Select(o => o.Name));
        Assert.Equal(["GetObject"], OperationTable.All.Where(o => o.StreamsResponseBody).Select(o => o.Name));
        Assert.Equal(
            ["CopyObject", "UploadPartCopy", "CompleteMultipartUpload"], OperationTable.All.Where(o => o.ErrorIn200).Select(o => o.Name));
    }

    // "PUT /b/k?uploadId=u +x-amz-copy-source": method, target and, after a plus, a header.
    private static (string? Operation, string? Unimplemented) Match(string request)
    {
        var words = request.Split(' ');
        var target = words[1].Split('?');
        var path = target[0].Split('/', 3);
        var query = target.Length < 2 ? [] : target[1].Split('&').Select(pair => pair.Split('='))
            .Select(pair => KeyValuePair.Create(pair[0], pair.Length < 2 ? null : pair[1])).ToList();
        HeaderField[] headers = words.Length < 3 ? [] : [new(words[2][1..], "src/key")];
        var found = OperationTable.Match(words[0], path[1].Length > 0, path.Length > 2, query, headers, out var unimplemented);
        return (found?.Name, unimplemented);
    }
}
