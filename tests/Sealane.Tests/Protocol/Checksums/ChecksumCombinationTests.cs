using CsCheck;
using Sealane.Protocol.Checksums;

namespace Sealane.Tests.Protocol.Checksums;

public sealed class ChecksumCombinationTests
{
    public static TheoryData<ChecksumAlgorithm> Crcs => [ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme];

    [Theory]
    [MemberData(nameof(Crcs))]
    public void The_crc_of_two_pieces_in_a_row_is_the_crc_of_the_whole(ChecksumAlgorithm algorithm) =>
        Gen.Select(Gen.Byte.Array[0, 2000], Gen.Byte.Array[0, 2000]).Sample((a, b) =>
            ChecksumCombination.Combine(ChecksumHasher.Of(algorithm, a), ChecksumHasher.Of(algorithm, b), b.Length)
            == ChecksumHasher.Of(algorithm, [.. a, .. b]));

    [Theory]
    [MemberData(nameof(Crcs))]
    public void Any_tiling_of_an_object_combines_to_the_objects_crc(ChecksumAlgorithm algorithm) =>
        Gen.Select(Gen.Byte.Array[0, 4000], Gen.Int[1, 900]).Sample((data, size) =>
            data.Chunk(size).Aggregate(
                ChecksumHasher.Of(algorithm, []),
                (whole, part) => ChecksumCombination.Combine(whole, ChecksumHasher.Of(algorithm, part), part.Length))
            == ChecksumHasher.Of(algorithm, data));

    [Theory]
    [MemberData(nameof(Crcs))]
    public void Lengths_that_no_memory_holds_add_up(ChecksumAlgorithm algorithm) =>
        Gen.Select(Gen.Long[0, 1L << 50], Gen.Long[0, 1L << 50], Gen.Byte.Array[1, 20], Gen.Byte.Array[1, 20]).Sample((n, m, a, b) =>
        {
            // Appending n bytes and then m more to the same CRC is appending n + m: a law that only the exponent's arithmetic can keep.
            var first = ChecksumHasher.Of(algorithm, a);
            var zero = ChecksumHasher.Of(algorithm, []);
            var twice = ChecksumCombination.Combine(ChecksumCombination.Combine(first, zero, n), zero, m);
            return twice == ChecksumCombination.Combine(first, zero, n + m);
        });

    [Fact]
    public void Only_crcs_of_one_algorithm_and_a_length_can_be_combined()
    {
        var crc = ChecksumHasher.Of(ChecksumAlgorithm.Crc32, "a"u8);
        var sha = ChecksumHasher.Of(ChecksumAlgorithm.Sha256, "a"u8);
        Assert.Throws<ArgumentException>(() => ChecksumCombination.Combine(sha, sha, 1));
        Assert.Throws<ArgumentException>(() => ChecksumCombination.Combine(crc, ChecksumHasher.Of(ChecksumAlgorithm.Crc32C, "a"u8), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChecksumCombination.Combine(crc, crc, -1));
    }

    // 100,000 bytes of i mod 251 in parts of 40,000, 40,000 and 20,000; from Python.
    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, "RBaeBg==-3")]
    [InlineData(ChecksumAlgorithm.Crc32C, "oxVOMw==-3")]
    [InlineData(ChecksumAlgorithm.Sha1, "z7CTYdodMIQnMPxw9S5Fg8WEfgw=-3")]
    [InlineData(ChecksumAlgorithm.Sha256, "RegpV3HJuQEE3qrzVn7u7oGPeIO9GnbzeYNjFp5p7w0=-3")]
    public void A_composite_is_the_digest_of_the_parts_digests_and_their_number(ChecksumAlgorithm algorithm, string expected)
    {
        var parts = ChecksumHasherTests.Much().Chunk(40_000).Select(part => ChecksumHasher.Of(algorithm, part)).ToList();
        var composite = ChecksumCombination.Composite(parts);
        Assert.Equal(expected, composite.ToString());
        Assert.True(CompositeChecksum.TryParse(algorithm, expected, out var read));
        Assert.Equal(composite, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NhCmhg==")]
    [InlineData("NhCmhg==-")]
    [InlineData("NhCmhg==-0")]
    [InlineData("NhCmhg==-10001")]
    [InlineData("NhCmhg==-+3")]
    [InlineData("NhCmhg-3")]
    [InlineData("-3")]
    [InlineData(null)]
    public void What_is_not_base64_and_a_count_is_no_composite(string? text) =>
        Assert.False(CompositeChecksum.TryParse(ChecksumAlgorithm.Crc32, text, out _));

    [Fact]
    public void A_composite_that_the_table_refuses_is_not_made()
    {
        foreach (var row in ChecksumTable.Rows.Where(row => !row.Composite.Allowed))
        {
            var refusal = Assert.Throws<ArgumentException>(() => ChecksumCombination.Composite([ChecksumHasher.Of(row.Algorithm, "a"u8)]));
            Assert.Contains(row.Composite.Why, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => ChecksumCombination.Composite([]));
        Assert.Throws<ArgumentException>(() => ChecksumCombination.Composite(
            [ChecksumHasher.Of(ChecksumAlgorithm.Crc32, "a"u8), ChecksumHasher.Of(ChecksumAlgorithm.Crc32C, "a"u8)]));
    }
}
