using Sealane.Server.Addressing;

namespace Sealane.Tests.Server;

public sealed class AddressingTests
{
    private static readonly string[] Domains = ["localhost", "s3.test"];

    [Theory]
    [InlineData("127.0.0.1:9000", null, null, false)]
    [InlineData("[::1]:9000", null, null, false)]
    [InlineData("localhost", null, null, false)]
    [InlineData("localhost:9000", null, null, false)]
    [InlineData("box.localhost:9000", "box", null, false)]
    [InlineData("my.box.localhost", "my.box", null, false)]
    [InlineData("BOX.S3.TEST", "box", null, false)]
    [InlineData("s3.test", null, null, false)]
    [InlineData("other.example", null, null, false)]
    [InlineData("s3.amazonaws.com", null, "us-east-1", false)]
    [InlineData("s3-external-1.amazonaws.com", null, "us-east-1", false)]
    [InlineData("box.s3.amazonaws.com", "box", null, false)]
    [InlineData("my.box.s3.amazonaws.com:443", "my.box", null, false)]
    [InlineData("s3.eu-west-1.amazonaws.com", null, "eu-west-1", false)]
    [InlineData("box.s3.eu-west-1.amazonaws.com", "box", "eu-west-1", false)]
    [InlineData("my.box.s3.eu-west-1.amazonaws.com", "my.box", "eu-west-1", false)]
    [InlineData("box.s3-eu-west-1.amazonaws.com", "box", "eu-west-1", false)]
    [InlineData("s3.dualstack.eu-west-1.amazonaws.com", null, "eu-west-1", false)]
    [InlineData("box.s3.dualstack.eu-west-1.amazonaws.com", "box", "eu-west-1", false)]
    [InlineData("box.s3-fips.us-gov-west-1.amazonaws.com", "box", "us-gov-west-1", false)]
    [InlineData("box.s3-fips.dualstack.us-east-2.amazonaws.com", "box", "us-east-2", false)]
    [InlineData("box.s3-fips-us-gov-west-1.amazonaws.com", "box", "us-gov-west-1", false)]
    [InlineData("box.s3.cn-north-1.amazonaws.com.cn", "box", "cn-north-1", false)]
    [InlineData("box.s3-accelerate.amazonaws.com", "box", null, true)]
    [InlineData("box.s3-accelerate.dualstack.amazonaws.com", "box", null, true)]
    [InlineData("box.s3-accelerate.dualstack.us-east-1.amazonaws.com", "box", null, true)]
    [InlineData("my.box.s3-accelerate.amazonaws.com", "my.box", null, true)]
    [InlineData("s3-accelerate.amazonaws.com", null, null, true)]
    [InlineData("", null, null, false)]
    public void A_host_says_bucket_region_and_acceleration(string host, string? bucket, string? region, bool accelerate)
    {
        HostReading reading = HostReading.Read(host, Domains);
        Assert.Equal((bucket, region, accelerate), (reading.Bucket, reading.Region, reading.IsAccelerate));
    }

    [Theory]
    [InlineData("localhost", "/", null, null)]
    [InlineData("localhost", "/box", "box", null)]
    [InlineData("localhost", "/box/", "box", null)]
    [InlineData("localhost", "/box/k", "box", "k")]
    [InlineData("localhost", "/box//k", "box", "/k")]
    [InlineData("localhost", "/box/a%2Fb%20c/../", "box", "a/b c/../")]
    [InlineData("box.localhost", "/", "box", null)]
    [InlineData("box.localhost", "/k/l", "box", "k/l")]
    [InlineData("box.localhost", "//k", "box", "/k")]
    [InlineData("localhost", "//k", null, null)]
    public void A_path_says_bucket_and_key(string host, string path, string? bucket, string? key)
    {
        Address address = Address.Read(host, path, Domains)!;
        Assert.Equal((bucket, key), (address.Bucket, address.Key));
    }

    [Theory]
    [InlineData("/box/%zz")]
    [InlineData("/box/%ff")]
    [InlineData("/box/a%2")]
    public void A_path_that_is_not_percent_encoded_UTF_8_is_none(string path) => Assert.Null(Address.Read("localhost", path, Domains));
}
