using System.Text;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Configuration;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

/// <summary>Documents in the forms that S3 and other stores send.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void A_page_of_objects_is_read()
    {
        var page = Read(ListObjectsV2.Operation, """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <Name>a-bucket</Name>
              <Prefix></Prefix>
              <KeyCount>3</KeyCount>
              <MaxKeys>3</MaxKeys>
              <Delimiter>%2F</Delimiter>
              <EncodingType>url</EncodingType>
              <IsTruncated>true</IsTruncated>
              <NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>
              <Contents>
                <Key>a%2Bb%20c%0A</Key>
                <LastModified>2026-10-12T17:50:30.000Z</LastModified>
                <ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag>
                <ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>
                <ChecksumAlgorithm>SHA256</ChecksumAlgorithm>
                <ChecksumType>FULL_OBJECT</ChecksumType>
                <Size>5368709121</Size>
                <Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID></Owner>
                <StorageClass>STANDARD</StorageClass>
              </Contents>
              <CommonPrefixes><Prefix>photos%2F</Prefix></CommonPrefixes>
              <Contents><Key>b</Key><Size>0</Size></Contents>
            </ListBucketResult>
            """);

        Assert.Equal(("a-bucket", "", "%2F", "url", true, 3, 3), (page.Name, page.Prefix, page.Delimiter, page.EncodingType, page.IsTruncated, page.KeyCount, page.MaxKeys));
        Assert.Equal("1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=", page.NextContinuationToken);
        Assert.Null(page.StartAfter);
        Assert.Equal(["a%2Bb%20c%0A", "b"], page.Contents.Select(item => item.Key));
        Assert.Equal(new DateTimeOffset(2026, 10, 12, 17, 50, 30, TimeSpan.Zero), page.Contents[0].LastModified);
        Assert.Equal("\"fba9dede5f27731c9771645a39863328\"", page.Contents[0].ETag);
        Assert.Equal(["CRC64NVME", "SHA256"], page.Contents[0].ChecksumAlgorithm);
        Assert.Equal(5_368_709_121, page.Contents[0].Size);
        Assert.Equal(new() { ID = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a" }, page.Contents[0].Owner);
        Assert.Equal(["photos%2F"], page.CommonPrefixes.Select(prefix => prefix.Prefix));
    }

    [Theory]
    [InlineData("<ListBucketResult/>")]
    [InlineData("<ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'></ListBucketResult>")]
    [InlineData("<s3:ListBucketResult xmlns:s3='urn:another-store'><s3:Novelty a='1'><x/>text</s3:Novelty></s3:ListBucketResult>")]
    [InlineData("\r\n  <?xml version='1.0'?><!-- empty --><ListBucketResult>\n</ListBucketResult>\n")]
    public void An_empty_page_is_read_however_it_is_written(string document)
    {
        var page = Read(ListObjects.Operation, document);
        Assert.Empty(page.Contents);
        Assert.Empty(page.CommonPrefixes);
        Assert.Null(page.Prefix);
        Assert.Null(page.IsTruncated);
    }

    [Fact]
    public void A_delimiter_that_is_a_blank_survives() => Assert.Equal(
        (" ", "\n"),
        Read(ListObjects.Operation, "<ListBucketResult><Delimiter> </Delimiter><Prefix>\n</Prefix></ListBucketResult>") is var page ? (page.Delimiter, page.Prefix) : default);

    [Fact]
    public void A_page_is_written_as_S3_writes_it() => Assert.Equal(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix></Prefix><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><Contents><Key>a&amp;b</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>"x"</ETag><Size>5</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>
        """,
        Write(ListObjectsV2.Operation, new()
        {
            Name = "b",
            Prefix = "",
            KeyCount = 1,
            MaxKeys = 1000,
            IsTruncated = false,
            Contents =
            [
                new() { Key = "a&b", LastModified = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ETag = "\"x\"", Size = 5, StorageClass = "STANDARD" },
            ],
        }));

    [Fact]
    public void What_a_page_repeats_is_kept_once()
    {
        const string Item = "<Contents><Key>k</Key><StorageClass>GLACIER</StorageClass><ChecksumAlgorithm>CRC32C</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType><Owner><ID>7</ID></Owner></Contents>";
        var page = Read(ListObjects.Operation, $"<ListBucketResult>{Item}{Item}</ListBucketResult>");
        var (first, second) = (page.Contents[0], page.Contents[1]);
        Assert.Same(first.StorageClass, second.StorageClass);
        Assert.Same(first.ChecksumType, second.ChecksumType);
        Assert.Same(first.ChecksumAlgorithm, second.ChecksumAlgorithm);
        Assert.Same(first.Owner, second.Owner);
    }

    [Fact]
    public void A_page_of_a_thousand_allocates_its_keys_and_tags_and_little_more()
    {
        var page = Encoding.UTF8.GetBytes($"<ListBucketResult>{string.Concat(Enumerable.Range(0, 1000).Select(i =>
            $"<Contents><Key>data/part-{i:D8}.parquet</Key><LastModified>2026-10-12T17:50:30.000Z</LastModified><ETag>&quot;fba9dede5f27731c9771645a{i:D8}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>{i}</Size><StorageClass>STANDARD</StorageClass></Contents>"))}</ListBucketResult>");
        Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read();
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
        Assert.InRange(each, 250, 350); // the record 120, its key 74, its tag 90, and the list's growth

        ListObjectsResult Read() => ListObjects.Operation.ReadResult(new() { Status = 200, Document = page });
    }

    [Theory]
    [InlineData("2009-13-12T17:50:30.000Z")]
    [InlineData("2009-02-29T17:50:30.000Z")]
    [InlineData("2009-10-12T24:00:00Z")]
    [InlineData("2009-10-12T17:60:30Z")]
    [InlineData("2009-1x-12T17:50:30Z")]
    [InlineData("yesterday")]
    public void What_is_no_time_is_refused_by_its_element(string text)
    {
        var fault = Assert.Throws<WireFormatException>(
            () => Read(ListObjects.Operation, $"<ListBucketResult><Contents><LastModified>{text}</LastModified></Contents></ListBucketResult>"));
        Assert.Equal(("MalformedXML", "LastModified"), (fault.Code, fault.Member));
    }

    [Theory]
    [InlineData("2009-10-12T17:50:30.000Z")]
    [InlineData("2009-10-12T17:50:30Z")]
    [InlineData("2009-10-12T17:50:30.000000Z")]
    [InlineData("2009-10-12T17:50:30.000000000Z")]
    [InlineData("2009-10-12T19:50:30.0+02:00")]
    [InlineData("\n 2009-10-12T17:50:30.000Z ")]
    [InlineData("Mon, 12 Oct 2009 17:50:30 GMT")]
    public void A_time_is_read_in_every_form_that_stores_write(string text)
    {
        var page = Read(ListObjects.Operation, $"<ListBucketResult><Contents><Key>k</Key><LastModified>{text}</LastModified></Contents></ListBucketResult>");
        Assert.Equal(new DateTimeOffset(2009, 10, 12, 17, 50, 30, TimeSpan.Zero), page.Contents.Single().LastModified);
    }

    [Fact]
    public void A_key_that_XML_cannot_carry_comes_through()
    {
        const string Key = "\u0001\u001f\r\n\ufffe ]]>";
        var document = Write(ListObjects.Operation, new() { Contents = [new() { Key = Key }] });
        Assert.Contains("&#x1;", document, StringComparison.Ordinal);
        Assert.Equal(Key, Read(ListObjects.Operation, document).Contents.Single().Key);
    }

    [Fact]
    public void Deletions_that_failed_are_told_from_those_that_did_not()
    {
        var result = Read(DeleteObjects.Operation, """
            <?xml version="1.0" encoding="UTF-8"?>
            <DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <Deleted><Key>sample1.txt</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>A._w1z6EFiCF5</DeleteMarkerVersionId></Deleted>
              <Error><Key>sample2.txt</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
            </DeleteResult>
            """);

        Assert.Equal([new() { Key = "sample1.txt", DeleteMarker = true, DeleteMarkerVersionId = "A._w1z6EFiCF5" }], result.Deleted);
        Assert.Equal([new() { Key = "sample2.txt", Code = "AccessDenied", Message = "Access Denied" }], result.Errors);
    }

    [Theory]
    [InlineData("<LocationConstraint xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>eu-west-1</LocationConstraint>", "eu-west-1")]
    [InlineData("<LocationConstraint xmlns='http://s3.amazonaws.com/doc/2006-03-01/'/>", null)]
    [InlineData("<LocationConstraint></LocationConstraint>", null)]
    public void A_location_is_the_text_of_the_root(string document, string? region) =>
        Assert.Equal(region, Read(GetBucketLocation.Operation, document).LocationConstraint);

    [Fact]
    public void A_location_that_is_us_east_1_is_written_empty() => Assert.Equal(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></LocationConstraint>",
        Write(GetBucketLocation.Operation, new()));

    [Fact]
    public void An_acceleration_that_was_never_set_has_no_status()
    {
        Assert.Null(Read(GetBucketAccelerateConfiguration.Operation, "<AccelerateConfiguration xmlns='http://s3.amazonaws.com/doc/2006-03-01/'/>").Status);
        Assert.Equal("Suspended", Read(GetBucketAccelerateConfiguration.Operation, "<AccelerateConfiguration><Status>Suspended</Status></AccelerateConfiguration>").Status);
    }

    [Fact]
    public void No_buckets_are_an_empty_list()
    {
        Assert.Contains("<Buckets></Buckets>", Write(ListBuckets.Operation, new()), StringComparison.Ordinal);
        Assert.Empty(Read(ListBuckets.Operation, "<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets/></ListAllMyBucketsResult>").Buckets);
    }

    [Fact]
    public void A_completed_upload_is_read_after_the_blanks_that_kept_the_connection_alive()
    {
        var result = Read(CompleteMultipartUpload.Operation, """


            <?xml version="1.0" encoding="UTF-8"?>

            <CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Location>http://b.s3.amazonaws.com/k</Location>
            <Bucket>b</Bucket><Key>k</Key><ETag>"17fbc0a106abbb6f381aac6e331f2a19-1"</ETag><ChecksumCRC64NVME>xGxjYUNTv5Q=</ChecksumCRC64NVME><ChecksumType>FULL_OBJECT</ChecksumType></CompleteMultipartUploadResult>
            """);

        Assert.Equal("\"17fbc0a106abbb6f381aac6e331f2a19-1\"", result.ETag);
        Assert.Equal(("xGxjYUNTv5Q=", "FULL_OBJECT"), (result.Checksums.CRC64NVME, result.ChecksumType));
    }

    [Fact]
    public void An_error_inside_a_200_is_no_result()
    {
        var e = Assert.Throws<WireFormatException>(() => Read(CopyObject.Operation, "<Error><Code>InternalError</Code></Error>"));
        Assert.Equal("MalformedXML", e.Code);
    }

    [Fact]
    public void Attributes_of_an_object_in_parts_are_read()
    {
        var result = Read(GetObjectAttributes.Operation, """
            <GetObjectAttributesResponse xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ETag>17fbc0a106abbb6f381aac6e331f2a19-2</ETag>
            <Checksum><ChecksumSHA256>aGk=-2</ChecksumSHA256><ChecksumType>COMPOSITE</ChecksumType></Checksum>
            <ObjectParts><PartsCount>2</PartsCount><IsTruncated>false</IsTruncated><Part><PartNumber>1</PartNumber><Size>5242880</Size><ChecksumSHA256>YQ==</ChecksumSHA256></Part><Part><PartNumber>2</PartNumber><Size>7</Size></Part></ObjectParts>
            <ObjectSize>5242887</ObjectSize></GetObjectAttributesResponse>
            """);

        Assert.Equal((5_242_887, 2), (result.ObjectSize, result.ObjectParts?.TotalPartsCount));
        Assert.Equal("aGk=-2", result.Checksum?.Checksums.SHA256);
        Assert.Equal([(1, "YQ=="), (2, null)], result.ObjectParts!.Parts.Select(part => (part.PartNumber, part.Checksums.SHA256)));
    }

    private static TResult Read<TRequest, TResult>(Operation<TRequest, TResult> operation, string document)
        where TRequest : class
        where TResult : class => operation.ReadResult(new() { Status = 200, Document = Encoding.UTF8.GetBytes(document) });

    private static string Write<TRequest, TResult>(Operation<TRequest, TResult> operation, TResult result)
        where TRequest : class
        where TResult : class => Encoding.UTF8.GetString(operation.WriteResult(result).Document.Span);
}
