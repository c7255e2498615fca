using Sealane.Lab.Names;

namespace Sealane.Tests.Lab.Names;

public class LabHostsTests
{
    [Theory]
    [InlineData("bucket.s3-accelerate.amazonaws.com", HostRole.Accelerate)]
    [InlineData("bucket.s3-accelerate.dualstack.amazonaws.com", HostRole.Accelerate)]
    [InlineData("bucket.s3-accelerate.dualstack.us-east-1.amazonaws.com", HostRole.Accelerate)]
    [InlineData("s3-accelerate.amazonaws.com", HostRole.Accelerate)]
    [InlineData("s3.amazonaws.com", HostRole.Regional)]
    [InlineData("S3.AmazonAWS.com.", HostRole.Regional)]
    [InlineData("a.dotted.bucket.s3.us-west-2.amazonaws.com", HostRole.Regional)]
    [InlineData("s3.us-gov-west-1.amazonaws.com", HostRole.Regional)]
    [InlineData("bucket.s3-eu-west-1.amazonaws.com", HostRole.Regional)]
    [InlineData("bucket.s3-external-1.amazonaws.com", HostRole.Regional)]
    [InlineData("bucket.s3.dualstack.ap-southeast-4.amazonaws.com", HostRole.Regional)]
    [InlineData("s3-fips.us-east-1.amazonaws.com", HostRole.Regional)]
    [InlineData("s3-fips.dualstack.us-east-1.amazonaws.com", HostRole.Regional)]
    [InlineData("localhost", HostRole.Local)]
    [InlineData("bucket.s3.localhost", HostRole.Local)]
    public void A_host_of_S3_belongs_to_the_lab(string host, HostRole role) => Assert.Equal(role, LabHosts.RoleOf(host));

    [Theory]
    [InlineData("sts.amazonaws.com")]
    [InlineData("amazonaws.com")]
    [InlineData("ec2.us-east-1.amazonaws.com")]
    [InlineData("bucket.s3-website-us-east-1.amazonaws.com")]
    [InlineData("name-1234.s3-accesspoint.us-west-2.amazonaws.com")]
    [InlineData("bucket--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com")]
    [InlineData("s3.amazonaws.com.evil.example")]
    [InlineData("nots3.amazonaws.com")]
    [InlineData("bucket.s3.evil.amazonaws.com")]
    [InlineData(".s3.amazonaws.com")]
    [InlineData("a..s3.amazonaws.com")]
    [InlineData("notlocalhost")]
    [InlineData("example.com")]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public void Any_other_host_lies_outside(string host) => Assert.Null(LabHosts.RoleOf(host));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.8.7", true)]
    [InlineData("[::1]", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("localhost", false)]
    public void Loopback_is_told_by_the_address(string host, bool expected) => Assert.Equal(expected, LabHosts.IsLoopbackAddress(host));
}
