using Sealane.Doctor.Clients;
using Sealane.Signing.Headers;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

public sealed class ClientTests
{
    [Theory]
    [InlineData(Boto1360, "boto3 1.36.0", ClientFamily.Botocore, "1.36.0")]
    [InlineData("Boto3/1.26.27 Python/3.11.2 Linux/6.1.0-18-amd64 Botocore/1.29.27", "boto3 1.26.27", ClientFamily.Botocore, "1.29.27")]
    [InlineData("Botocore/1.42.61 ua/2.1 os/linux", "botocore 1.42.61", ClientFamily.Botocore, "1.42.61")]
    [InlineData("aws-cli/1.37.0 md/Botocore#1.36.0 ua/2.0 os/linux lang/python#3.11", "AWS CLI 1.37.0", ClientFamily.Botocore, "1.36.0")]
    [InlineData("aws-cli/2.23.0 md/awscrt#0.23.4 ua/2.0 os/linux#6.1 md/arch#x86_64 lang/python#3.12.6", "AWS CLI 2.23.0", ClientFamily.AwsCli2, "2.23.0")]
    [InlineData("aws-sdk-dotnet-coreclr/4.0.1.1 ua/2.1 os/linux#6.1 md/ARCH#X64 lang/.NET_Core#10.0.0", "AWS SDK for .NET 4.0.1.1", ClientFamily.DotNet, "4.0.1.1")]
    [InlineData("aws-sdk-go-v2/1.32.7 ua/2.1 os/linux lang/go#1.23.4 md/GOOS#linux api/s3#1.72.3", "AWS SDK for Go 1.32.7", ClientFamily.Go2, "1.32.7")]
    [InlineData("aws-sdk-go/1.44.298 (go1.20; linux; amd64)", "AWS SDK for Go 1.44.298", ClientFamily.Go1, "1.44.298")]
    [InlineData("aws-sdk-js/3.729.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#20.10.0 api/s3#3.729.0", "AWS SDK for JavaScript 3.729.0", ClientFamily.JavaScript3, "3.729.0")]
    [InlineData("aws-sdk-java/2.30.0 md/io#sync md/http#Apache ua/2.1", "AWS SDK for Java 2.30.0", ClientFamily.Java2, "2.30.0")]
    [InlineData("aws-sdk-java/1.12.700 Linux/6.1", "AWS SDK for Java 1.12.700", ClientFamily.Java1, "1.12.700")]
    [InlineData("MinIO (linux; amd64) minio-go/v7.0.66", "minio-go 7.0.66", ClientFamily.MinioGo, "7.0.66")]
    [InlineData("MinIO (linux; amd64) minio-go/v7.0.66 mc/RELEASE.2024-01-01T00-00-00Z", "mc RELEASE.2024-01-01T00-00-00Z", ClientFamily.MinioGo, "7.0.66")]
    [InlineData("MinIO (Linux; X64) minio-dotnet/7.0.0", "MinIO for .NET 7.0.0", ClientFamily.Minio, "7.0.0")]
    [InlineData("rclone/v1.68.2", "rclone 1.68.2", ClientFamily.Rclone, "1.68.2")]
    [InlineData("Sealane/0.1.0", "Sealane 0.1.0", ClientFamily.Sealane, "0.1.0")]
    public void A_client_is_known_by_its_user_agent(string userAgent, string shown, ClientFamily family, string version)
    {
        var client = UserAgent.Read(userAgent);
        Assert.Equal((shown, family, Version.Parse(version)), (client!.ToString(), client.Family, client.SignerVersion));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64)")]
    [InlineData("notBoto3/1.0 Boto3")]
    public void A_user_agent_of_nobody_known_names_nobody(string? userAgent) => Assert.Null(UserAgent.Read(userAgent));

    [Theory]
    [InlineData("1.29.27", "transfer-encoding", true)]
    [InlineData("1.36.0", "transfer-encoding", true)]
    [InlineData("1.36.6", "transfer-encoding", true)]
    [InlineData("1.36.7", "transfer-encoding", false)]
    [InlineData("1.42.60", "te", true)]
    [InlineData("1.42.61", "te", false)]
    [InlineData("1.43.67", "expect", false)]
    public void What_botocore_signs_depends_on_its_version(string version, string header, bool signs)
    {
        var habit = SigningHabits.Of(new ClientIdentity("botocore", version, ClientFamily.Botocore, Version.Parse(version)));
        Assert.Equal(signs, !habit!.NeverSigned.Contains(header));
        Assert.Equal(signs, habit.ToPolicy().Choose(Upload().With(header, "x")).Contains(header));
    }

    [Fact]
    public void Each_familys_rows_are_in_the_order_of_their_versions_and_only_the_first_has_none()
    {
        foreach (var family in SigningHabits.Rows.GroupBy(row => row.Family))
        {
            Assert.Null(family.First().Since);
            Assert.Equal(family.Skip(1).Select(row => row.Since).Order(), family.Skip(1).Select(row => row.Since));
        }
    }

    [Fact]
    public void Every_known_remedy_is_for_a_header_that_the_way_may_change() => Assert.All(KnownRemedies.Rows, row =>
        Assert.NotEqual(HeaderFate.EndToEnd, HeaderTable.Find(row.Header)!.Fate));

    [Theory]
    [InlineData("Boto3/1.40.0 md/Botocore#1.40.0", "trailer", "1.42.61")]
    [InlineData("aws-cli/2.23.0 md/awscrt#0.23.4", "transfer-encoding", "2.23.7")]
    [InlineData("aws-sdk-go-v2/1.32.7", "accept-encoding", "middleware")]
    [InlineData("rclone/v1.68.2", "accept-encoding", "sign_accept_encoding")]
    public void The_remedy_is_the_clients_own_where_it_is_known(string userAgent, string header, string remedy)
    {
        var head = Upload().With("User-Agent", userAgent).With(header, "x");
        var finding = Of(head, SignedHeaderPolicy.AllowTable.Plus(header)).Through("edge", head => head.Without(header)).Arrives().Examine().Findings[0];
        Assert.Contains(remedy, finding.Remedy, StringComparison.Ordinal);
    }
}
