using CsCheck;
using Sealane.Protocol.Checksums;

namespace Sealane.Tests.Protocol.Checksums;

public sealed class ChecksumTableTests
{
    [Fact]
    public void Every_algorithm_has_a_row_under_its_own_index_and_is_found_by_each_name()
    {
        Assert.Equal(Enum.GetValues<ChecksumAlgorithm>(), ChecksumTable.Rows.Select(row => row.Algorithm));
        foreach (var row in ChecksumTable.Rows)
        {
            Assert.Same(row, ChecksumTable.Of(row.Algorithm));
            Assert.Same(row, ChecksumTable.FindByWireName(row.WireName.ToLowerInvariant()));
            Assert.Same(row, ChecksumTable.FindByHeader(row.HeaderName.ToUpperInvariant()));
            Assert.Equal(row.Length, ChecksumHasher.Of(row.Algorithm, []).Bytes.Length);
        }

        Assert.Null(ChecksumTable.FindByWireName("CRC16"));
        Assert.Null(ChecksumTable.FindByHeader("x-amz-checksum-mode"));
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, "x-amz-checksum-crc32", "ChecksumCRC32", true, true)]
    [InlineData(ChecksumAlgorithm.Crc32C, "x-amz-checksum-crc32c", "ChecksumCRC32C", true, true)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme, "x-amz-checksum-crc64nvme", "ChecksumCRC64NVME", false, true)]
    [InlineData(ChecksumAlgorithm.Sha1, "x-amz-checksum-sha1", "ChecksumSHA1", true, false)]
    [InlineData(ChecksumAlgorithm.Sha256, "x-amz-checksum-sha256", "ChecksumSHA256", true, false)]
    [InlineData(ChecksumAlgorithm.Sha512, "x-amz-checksum-sha512", "ChecksumSHA512", false, false)]
    [InlineData(ChecksumAlgorithm.Md5, "x-amz-checksum-md5", "ChecksumMD5", false, false)]
    [InlineData(ChecksumAlgorithm.XxHash64, "x-amz-checksum-xxhash64", "ChecksumXXHASH64", false, false)]
    [InlineData(ChecksumAlgorithm.XxHash3, "x-amz-checksum-xxhash3", "ChecksumXXHASH3", false, false)]
    [InlineData(ChecksumAlgorithm.XxHash128, "x-amz-checksum-xxhash128", "ChecksumXXHASH128", false, false)]
    public void The_table_says_what_was_verified_and_refuses_the_rest(
        ChecksumAlgorithm algorithm, string header, string element, bool composite, bool fullObject)
    {
        var row = ChecksumTable.Of(algorithm);
        Assert.Equal((header, element), (row.HeaderName, row.ElementName));
        Assert.True(row.OneRequest.Allowed);
        Assert.Equal(composite, row.Of(ChecksumType.Composite).Allowed);
        Assert.Equal(fullObject, row.Of(ChecksumType.FullObject).Allowed);
        Assert.All([row.OneRequest, row.Composite, row.FullObject], cell => Assert.NotEmpty(cell.Why));
    }

    [Fact]
    public void A_refused_type_has_the_text_that_S3_gives()
    {
        Assert.Equal(
            "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.",
            ChecksumTable.Of(ChecksumAlgorithm.Crc64Nvme).RefusalOf(ChecksumType.Composite));
        Assert.Equal(
            "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.",
            ChecksumTable.Of(ChecksumAlgorithm.Sha1).RefusalOf(ChecksumType.FullObject));
    }

    [Fact]
    public void The_type_of_an_upload_that_names_none_is_S3s_default()
    {
        Assert.Equal(ChecksumType.Composite, ChecksumTable.Of(ChecksumAlgorithm.Crc32).DefaultType);
        Assert.Equal(ChecksumType.Composite, ChecksumTable.Of(ChecksumAlgorithm.Sha256).DefaultType);
        Assert.Equal(ChecksumType.FullObject, ChecksumTable.Of(ChecksumAlgorithm.Crc64Nvme).DefaultType);
        Assert.Null(ChecksumTable.Of(ChecksumAlgorithm.Md5).DefaultType);
        Assert.Equal(ChecksumType.FullObject, ChecksumTable.FindType(ChecksumTable.WireNameOf(ChecksumType.FullObject)));
        Assert.Equal(ChecksumType.Composite, ChecksumTable.FindType(ChecksumTable.WireNameOf(ChecksumType.Composite)));
        Assert.Null(ChecksumTable.FindType("full_object"));
    }

    [Fact]
    public void Base64_reads_back_as_the_same_checksum() =>
        Gen.Select(Gen.Int[0, 9], Gen.Byte.Array[0, 40]).Sample((index, data) =>
        {
            var checksum = ChecksumHasher.Of((ChecksumAlgorithm)index, data);
            return Checksum.TryParse(checksum.Algorithm, checksum.ToBase64(), out var read)
                && read == checksum
                && read.GetHashCode() == checksum.GetHashCode();
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("NhCmhg")]
    [InlineData("NhCmhg=")]
    [InlineData("NhCmhh==")] // loose bits in the last character
    [InlineData("NhCm hg==")]
    [InlineData(" NhCmhg==")]
    [InlineData("NhCmhg==\n")]
    [InlineData("Nh mhg==")]
    [InlineData("AAAAAAA=")] // five bytes
    [InlineData("3hCmhgAA")] // six bytes
    [InlineData("Nh-_hg==")]
    [InlineData("é123456=")]
    public void Base64_that_S3_would_not_take_is_refused(string? text) =>
        Assert.False(Checksum.TryParse(ChecksumAlgorithm.Crc32, text, out _));

    [Fact]
    public void A_checksum_of_the_wrong_length_is_an_error() =>
        Assert.Throws<ArgumentException>(() => new Checksum(ChecksumAlgorithm.Crc32, new byte[8]));
}
