using System.Text;
using CsCheck;
using Sealane.Protocol.Naming;

namespace Sealane.Tests.Protocol.Naming;

public sealed class ObjectKeyTests
{
    private static readonly Gen<string> Keys = Gen.OneOf(
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Array[1, 60].Select(runes => string.Concat(runes.Select(rune => new Rune(rune).ToString()))),
        Gen.String[Gen.Char["/.%+ ~*aZ9_-'()ä€"], 1, 60]);

    [Theory]
    [InlineData("a/b c", "a/b%20c")]
    [InlineData("a+b", "a%2Bb")]
    [InlineData("~*'()!", "~%2A%27%28%29%21")]
    [InlineData("//lead/./x/../y//", "//lead/./x/../y//")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("Bücher/€/😀", "B%C3%BCcher/%E2%82%AC/%F0%9F%98%80")]
    [InlineData("\0\n\u007f", "%00%0A%7F")]
    public void A_path_escapes_all_but_unreserved_and_slash_in_upper_case(string key, string path)
    {
        Assert.Equal(path, ObjectKey.ToPath(key));
        Assert.True(ObjectKey.TryFromPath(path, out var read));
        Assert.Equal(key, read);
    }

    [Fact]
    public void Every_key_comes_back_from_its_path() => Keys.Sample(key =>
    {
        var path = ObjectKey.ToPath(key);
        return path.All(char.IsAscii) && ObjectKey.TryFromPath(path, out var read) && read == key;
    });

    [Theory]
    [InlineData("a+b", "a+b")]
    [InlineData("%7e%c3%bc", "~ü")]
    [InlineData("\u00C3\u00BC", "ü")] // raw bytes, one char each
    [InlineData("a%2Fb%252F", "a/b%2F")]
    [InlineData("", "")]
    public void A_raw_path_is_decoded_once_and_nothing_else(string path, string key)
    {
        Assert.True(ObjectKey.TryFromPath(path, out var read));
        Assert.Equal(key, read);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("a%4")]
    [InlineData("%zz")]
    [InlineData("%+1")]
    [InlineData("% 1")]
    [InlineData("%FF")]
    [InlineData("%C3")]
    [InlineData("%ED%A0%80")] // half of a surrogate pair
    [InlineData("\u20AC")] // not a byte
    public void A_raw_path_that_is_not_escaped_utf8_is_refused(string path) => Assert.False(ObjectKey.TryFromPath(path, out _));

    [Fact]
    public void A_key_has_at_most_1024_bytes_of_utf8()
    {
        Assert.Null(ObjectKey.WhyInvalid(new string('ü', 512)));
        Assert.Contains("1025 bytes", ObjectKey.WhyInvalid(new string('ü', 512) + "a"), StringComparison.Ordinal);
        Assert.Contains("empty", ObjectKey.WhyInvalid(""), StringComparison.Ordinal);
        Assert.Contains("surrogate", ObjectKey.WhyInvalid("a\uD83D"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ObjectKey.ToPath("\uDE00"));
    }
}
