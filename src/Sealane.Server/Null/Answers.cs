using System.Security;
using System.Text;
using Sealane.Protocol.Checksums;

namespace Sealane.Server.Null;

/// <summary>The answers to requests that change something, here nothing.</summary>
internal sealed class Answers(Output output)
{
    private static readonly (byte[] Name, byte[] Element)[] Checksums =
        [.. ChecksumTable.Rows.Select(row => (Encoding.ASCII.GetBytes(row.HeaderName), Encoding.ASCII.GetBytes(row.ElementName)))];

    private readonly TextBuffer _document = new();

    /// <summary>An object or a part "was stored": with the checksum that the client gave, as S3 answers it.</summary>
    public void Stored(Head head, ReadOnlySpan<byte> trailers, bool isPart)
    {
        output.Begin("200 OK"u8);
        output.Field("ETag"u8, InventedObject.ETag);

        foreach (var row in Checksums)
        {
            var value = head.Value(row.Name) is { IsEmpty: false } given ? given : Head.ValueIn(trailers, row.Name);

            if (!value.IsEmpty)
            {
                output.Field(row.Name, value);

                if (!isPart)
                {
                    output.Field("x-amz-checksum-type"u8, "FULL_OBJECT"u8);
                }

                break;
            }
        }

        output.End([]);
    }

    public void UploadBegun(Head head, string bucket, string key)
    {
        Open("InitiateMultipartUploadResult"u8);
        Element("Bucket"u8, bucket);
        Element("Key"u8, key);
        Element("UploadId"u8, "null-upload");
        output.Begin("200 OK"u8);
        Repeat(head, "x-amz-checksum-algorithm"u8);
        Repeat(head, "x-amz-checksum-type"u8);
        Close("InitiateMultipartUploadResult"u8);
    }

    public void UploadCompleted(Head head, string bucket, string key)
    {
        Open("CompleteMultipartUploadResult"u8);
        Element("Location"u8, $"/{bucket}/{key}");
        Element("Bucket"u8, bucket);
        Element("Key"u8, key);
        _document.Write("<ETag>"u8).Write(InventedObject.ETagInXml).Write("</ETag>"u8);

        foreach (var row in Checksums)
        {
            if (head.Value(row.Name) is { IsEmpty: false } given)
            {
                Element(row.Element, Encoding.Latin1.GetString(given));
                Element("ChecksumType"u8, Encoding.Latin1.GetString(head.Value("x-amz-checksum-type"u8)));
            }
        }

        output.Begin("200 OK"u8);
        Close("CompleteMultipartUploadResult"u8);
    }

    public void Copied(bool isPart)
    {
        var name = isPart ? "CopyPartResult"u8 : "CopyObjectResult"u8;
        Open(name);
        _document.Write("<LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>"u8).Write(InventedObject.ETagInXml).Write("</ETag>"u8);
        output.Begin("200 OK"u8);
        Close(name);
    }

    /// <summary>All of them are gone: the keys are answered as they stood in the request's document.</summary>
    public void Deleted(ReadOnlySpan<byte> document)
    {
        Open("DeleteResult"u8);

        if (document.IndexOf("<Quiet>true</Quiet>"u8) < 0)
        {
            for (var start = document.IndexOf("<Key>"u8); start >= 0; start = document.IndexOf("<Key>"u8))
            {
                document = document[start..];
                var end = document.IndexOf("</Key>"u8) + "</Key>".Length;
                _document.Write("<Deleted>"u8).Write(document[..end]).Write("</Deleted>"u8);
                document = document[end..];
            }
        }

        output.Begin("200 OK"u8);
        Close("DeleteResult"u8);
    }

    public void Location()
    {
        _document.Clear();
        output.Begin("200 OK"u8);
        output.Field("Content-Type"u8, "application/xml"u8);
        output.End("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"u8);
    }

    public void Buckets()
    {
        Open("ListAllMyBucketsResult"u8);
        _document.Write("<Owner><ID>null</ID></Owner><Buckets/>"u8);
        output.Begin("200 OK"u8);
        Close("ListAllMyBucketsResult"u8);
    }

    public void Uploads(string bucket)
    {
        Open("ListMultipartUploadsResult"u8);
        Element("Bucket"u8, bucket);
        Element("IsTruncated"u8, "false");
        output.Begin("200 OK"u8);
        Close("ListMultipartUploadsResult"u8);
    }

    public void Listing(Head head, string bucket)
    {
        _document.Clear();
        InventedListing.Write(_document, head, bucket);
        output.Begin("200 OK"u8);
        output.Field("Content-Type"u8, "application/xml"u8);
        output.End(_document.Written);
    }

    public void Bucket(string bucket, bool isNew)
    {
        output.Begin("200 OK"u8);
        output.Field("x-amz-bucket-region"u8, "us-east-1"u8);

        if (isNew)
        {
            output.Field("Location"u8, Encoding.Latin1.GetBytes("/" + bucket));
        }

        output.End([]);
    }

    public void Gone()
    {
        output.Begin("204 No Content"u8);
        output.End();
    }

    private void Repeat(Head head, ReadOnlySpan<byte> name)
    {
        if (head.Value(name) is { IsEmpty: false } value)
        {
            output.Field(name, value);
        }
    }

    private void Open(ReadOnlySpan<byte> name)
    {
        _document.Clear();
        _document.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"u8).Write(name).Write(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"u8);
    }

    private void Element(ReadOnlySpan<byte> name, string text) =>
        _document.Write("<"u8).Write(name).Write(">"u8).Write(SecurityElement.Escape(text)).Write("</"u8).Write(name).Write(">"u8);

    private void Close(ReadOnlySpan<byte> name)
    {
        _document.Write("</"u8).Write(name).Write(">"u8);
        output.Field("Content-Type"u8, "application/xml"u8);
        output.End(_document.Written);
    }
}
