using CsCheck;
using Sealane.Protocol.Checksums;

namespace Sealane.Tests.Protocol.Checksums;

public sealed class ChecksumHasherTests
{
    public static TheoryData<ChecksumAlgorithm> Algorithms => [.. ChecksumTable.Rows.Select(row => row.Algorithm)];

    // Empty, "123456789", and 100,000 bytes of i mod 251; from Python's zlib and hashlib, a bitwise CRC, and the reference xxHash 0.8.1.
    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, "00000000", "cbf43926", "b353b8fa")]
    [InlineData(ChecksumAlgorithm.Crc32C, "00000000", "e3069283", "7247f66b")]
    [InlineData(ChecksumAlgorithm.Crc64Nvme, "0000000000000000", "ae8b14860a799888", "addb6e3c5189733f")]
    [InlineData(
        ChecksumAlgorithm.Sha1,
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "23a1065a0f6a485119049bf2799179dd0154efbb")]
    [InlineData(
        ChecksumAlgorithm.Sha256,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
        "cd2df694e424bc7968cc37f47751019e5ca0cd1bdf2e479ea537c3a1c32ee1aa")]
    [InlineData(
        ChecksumAlgorithm.Sha512,
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
        "d9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85",
        "9a63314a71907982aa89ca2dfd6e22b5c5a436df3a7b55f93785d7f7971324a3fd500ae72e066a5367b1f2d407a820503c6e2f13df5885f83a49aedb0706db84")]
    [InlineData(
        ChecksumAlgorithm.Md5,
        "d41d8cd98f00b204e9800998ecf8427e",
        "25f9e794323b453885f5181f1b624d0b",
        "28cb595c158e9b74e34ae9e8da710fff")]
    [InlineData(ChecksumAlgorithm.XxHash64, "ef46db3751d8e999", "8cb841db40e6ae83", "4cf75ee72cd8f4cc")]
    [InlineData(ChecksumAlgorithm.XxHash3, "2d06800538d394c2", "72dcb18b67a17dff", "42c23aeead96750d")]
    [InlineData(
        ChecksumAlgorithm.XxHash128,
        "99aa06d3014798d86001c324468d497f",
        "33119477ede5dcd5e9716427681d5860",
        "54182c58bbb1337c42c23aeead96750d")]
    public void The_known_values_come_out_highest_byte_first(ChecksumAlgorithm algorithm, string ofNothing, string ofDigits, string ofMuch)
    {
        Assert.Equal(ofNothing, Hex([]));
        Assert.Equal(ofDigits, Hex("123456789"u8));
        Assert.Equal(ofMuch, Hex(Much()));

        string Hex(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(ChecksumHasher.Of(algorithm, data).Bytes);
    }

    [Fact]
    public void The_crc32_of_hello_is_the_text_that_boto3_puts_into_its_trailer() =>
        Assert.Equal("NhCmhg==", ChecksumHasher.Of(ChecksumAlgorithm.Crc32, "hello"u8).ToBase64());

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Pieces_of_any_size_give_the_checksum_of_the_whole_and_a_reset_forgets_them(ChecksumAlgorithm algorithm)
    {
        using var hasher = new ChecksumHasher(algorithm);
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[1, 700]).Sample(
            (data, size) =>
            {
                hasher.Reset();
                foreach (var piece in data.Chunk(size))
                {
                    hasher.Append(piece);
                    _ = hasher.Current();
                }

                return hasher.Current() == ChecksumHasher.Of(algorithm, data);
            },
            iter: 200,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Appending_allocates_nothing(ChecksumAlgorithm algorithm)
    {
        using var hasher = new ChecksumHasher(algorithm);
        var data = Much();

        // The runtime may compile in between on this very thread; what Append itself allocates, it allocates every time.
        var least = Enumerable.Range(0, 10).Min(_ => AllocatedBy(() => hasher.Append(data)));
        Assert.Equal(0, least);
    }

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    internal static byte[] Much() => [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i % 251))];
}
