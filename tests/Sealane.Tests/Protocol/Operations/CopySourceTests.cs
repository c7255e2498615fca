using Sealane.Protocol.Objects;

namespace Sealane.Tests.Protocol.Operations;

public sealed class CopySourceTests
{
    [Theory]
    [InlineData("b/k", "b", "k", null)]
    [InlineData("/b/k", "b", "k", null)]
    [InlineData("b/a/b//c", "b", "a/b//c", null)]
    [InlineData("b/a%20b%2Bc%3F", "b", "a b+c?", null)]
    [InlineData("b/k?versionId=3/L4kqtJ", "b", "k", "3/L4kqtJ")]
    [InlineData("b/k?a=1?versionId=v", "b", "k?a=1", "v")]
    [InlineData("b/a+b", "b", "a+b", null)]
    [InlineData("%2Fb%2Fa%2Fk", "b", "a/k", null)]
    public void A_source_is_read(string text, string bucket, string key, string? versionId)
    {
        Assert.True(CopySource.TryParse(text, out var source));
        Assert.Equal(new CopySource(bucket, key, versionId), source);
        Assert.True(CopySource.TryParse(source!.ToString(), out var again));
        Assert.Equal(source, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("b/")]
    [InlineData("/b")]
    [InlineData("//k")]
    [InlineData("b/?versionId=v")]
    [InlineData("b/%zz")]
    public void What_names_no_object_is_no_source(string text) => Assert.False(CopySource.TryParse(text, out _));
}
