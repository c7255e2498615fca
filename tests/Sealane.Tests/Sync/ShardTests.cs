using CsCheck;
using Sealane.Sync;

namespace Sealane.Tests.Sync;

public sealed class ShardTests
{
    [Fact]
    public void Each_name_is_in_exactly_one_shard() => Gen.Select(Gen.String, Gen.Int[1, 40]).Sample((name, count) =>
        Enumerable.Range(0, count).Count(index => new Shard(index, count).Takes(name)) == 1);

    [Fact]
    public void Shards_are_of_about_one_size()
    {
        var sizes = Enumerable.Range(0, 8).Select(index => Enumerable.Range(0, 8000).Count(i => new Shard(index, 8).Takes($"logs/2026/{i:00000}.gz"))).ToList();
        Assert.Equal(8000, sizes.Sum());
        Assert.All(sizes, size => Assert.InRange(size, 800, 1200));
    }

    // What Python's xxhash.xxh3_64_intdigest gives: others can split as we do.
    [Theory]
    [InlineData("", 0x2D06800538D394C2UL)]
    [InlineData("a", 0xE6C632B61E964E1FUL)]
    [InlineData("abc", 0x78AF5F94892F3950UL)]
    public void The_shard_is_XXH3_of_the_name_modulo_the_count(string name, ulong hash) =>
        Assert.True(new Shard((int)(hash % 1000), 1000).Takes(name));

    [Fact]
    public void The_default_takes_all() => Assert.True(default(Shard).Takes("anything") && default(Shard).Count == 1);

    [Theory]
    [InlineData("4/4")]
    [InlineData("-1/4")]
    [InlineData("1")]
    [InlineData("1/0")]
    [InlineData("a/b")]
    [InlineData("1/2/3")]
    public void What_is_no_shard_is_said_so(string text) =>
        Assert.Contains($"'{text}' is no shard. Write I/N", Assert.Throws<FormatException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_shard_reads_and_prints_as_I_of_N() => Assert.Equal("3/16", Shard.Parse("3/16").ToString());
}
