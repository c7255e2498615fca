using System.Text;
using BenchmarkDotNet.Attributes;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Wire;

namespace Sealane.Bench.Micro;

/// <summary>A page of a thousand keys, read.</summary>
[MemoryDiagnoser]
public class ListingBenchmarks
{
    private readonly WireResponse _page = new() { Status = 200, Document = Page() };

    [Benchmark]
    public int ReadAThousandKeys() => ListObjectsV2.Operation.ReadResult(_page).Contents.Count;

    private static byte[] Page()
    {
        var page = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>keys</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>");
        for (var number = 0; number < 1000; number++)
        {
            page.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"<Contents><Key>2026/11/part-{number:D8}.parquet</Key><LastModified>2026-11-01T10:20:30.000Z</LastModified><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>1048576</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }

        return Encoding.UTF8.GetBytes(page.Append("<KeyCount>1000</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>").ToString());
    }
}
