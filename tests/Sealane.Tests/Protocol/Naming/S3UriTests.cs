using Sealane.Protocol.Naming;

namespace Sealane.Tests.Protocol.Naming;

public sealed class S3UriTests
{
    [Theory]
    [InlineData("s3://bucket/key", "bucket", "key")]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("S3://bucket/a/b/", "bucket", "a/b/")]
    [InlineData("s3://bucket//a?b#c%20d é", "bucket", "/a?b#c%20d é")]
    [InlineData("s3://Old_Bucket/k", "Old_Bucket", "k")]
    public void An_address_has_a_bucket_and_the_key_as_it_stands(string text, string bucket, string key)
    {
        var uri = S3Uri.Parse(text);
        Assert.Equal((bucket, key), (uri.Bucket, uri.Key));
        Assert.Equal(uri, S3Uri.Parse(uri.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bucket/key")]
    [InlineData("s3:/bucket/key")]
    [InlineData("https://bucket.s3.amazonaws.com/key")]
    [InlineData("s3://")]
    [InlineData("s3:///key")]
    [InlineData("s3://buc ket/key")]
    [InlineData("s3://arn:aws:s3:us-west-2:123456789012:accesspoint/name/key")]
    public void What_is_no_address_is_named_with_the_remedy(string text)
    {
        Assert.False(S3Uri.TryParse(text, out var uri, out var fault));
        Assert.Null(uri);
        Assert.Contains($"'{text}'", fault, StringComparison.Ordinal);
        Assert.Contains("s3://BUCKET/KEY", fault, StringComparison.Ordinal);
        Assert.Equal(fault, Assert.Throws<FormatException>(() => S3Uri.Parse(text)).Message);
    }

    [Theory]
    [InlineData("s3://b/k", true)]
    [InlineData("S3:whatever", true)]
    [InlineData("./s3", false)]
    [InlineData("C:\\s3", false)]
    public void An_address_is_told_from_a_file_by_its_scheme(string text, bool isS3) => Assert.Equal(isS3, S3Uri.IsS3(text));
}
