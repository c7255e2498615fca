using Sealane.Protocol.Naming;

namespace Sealane.Tests.Protocol.Naming;

public sealed class BucketNameTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("amzn-s3-dem")]
    [InlineData("my-bucket.2026.example")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.a")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012")]
    public void A_name_that_S3_takes_has_no_fault(string name) => Assert.Null(BucketName.WhyInvalid(name));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("ab", "has 2 characters")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", "has 64 characters")]
    [InlineData("Abc", "contains 'A'")]
    [InlineData("a_c", "contains '_'")]
    [InlineData("bucket!", "contains '!'")]
    [InlineData("a/c", "contains '/'")]
    [InlineData("bücher", "contains 'ü'")]
    [InlineData("-abc", "begin and end")]
    [InlineData("abc.", "begin and end")]
    [InlineData("a..c", "two dots")]
    [InlineData("a.-c", "hyphen beside a dot")]
    [InlineData("a-.c", "hyphen beside a dot")]
    [InlineData("192.168.5.4", "IP address")]
    [InlineData("xn--abc", "'xn--'")]
    [InlineData("sthree-abc", "'sthree-'")]
    [InlineData("amzn-s3-demo-abc", "'amzn-s3-demo-'")]
    [InlineData("abc-s3alias", "'-s3alias'")]
    [InlineData("abc--ol-s3", "'--ol-s3'")]
    [InlineData("abc.mrap", "'.mrap'")]
    [InlineData("abc--x-s3", "'--x-s3'")]
    [InlineData("abc--table-s3", "'--table-s3'")]
    public void A_name_that_S3_refuses_is_refused_with_the_reason(string name, string reason) =>
        Assert.Contains(reason, BucketName.WhyInvalid(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("bucket", true, true)]
    [InlineData("buc.ket", false, true)]
    [InlineData("xn--abc", true, true)] // reserved, but some service may own it
    [InlineData("Bucket", false, false)]
    [InlineData("buc_ket", false, false)]
    [InlineData("ab", false, false)]
    [InlineData("1.2.3.4", false, false)]
    [InlineData("a..b", false, false)]
    [InlineData("", false, false)]
    public void A_name_is_part_of_the_host_only_when_dns_and_the_certificate_allow_it(string name, bool overTls, bool inTheClear) =>
        Assert.Equal((overTls, inTheClear), (BucketName.IsVirtualHostable(name, https: true), BucketName.IsVirtualHostable(name, https: false)));

    [Theory]
    [InlineData("Old_Bucket.OF.2011", null)]
    [InlineData("ab", null)]
    [InlineData("", "empty")]
    [InlineData("a/b", "contains '/'")]
    [InlineData("a b", "contains ' '")]
    public void An_old_buckets_name_can_still_be_addressed(string name, string? reason)
    {
        if (reason is null)
        {
            Assert.Null(BucketName.WhyNotAddressable(name));
        }
        else
        {
            Assert.Contains(reason, BucketName.WhyNotAddressable(name), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("us-east-1", true)]
    [InlineData("eu-isoe-west-1", true)]
    [InlineData("aws-global", true)]
    [InlineData("US", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("evil.example", false)]
    [InlineData("us-east-1@evil", false)]
    [InlineData("us-east-1/", false)]
    [InlineData("us\reast", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", false)]
    public void A_region_is_one_host_label(string? region, bool valid)
    {
        Assert.Equal(valid, RegionName.IsValid(region));
        Assert.Equal(valid, RegionName.WhyInvalid(region) is null);
    }
}
