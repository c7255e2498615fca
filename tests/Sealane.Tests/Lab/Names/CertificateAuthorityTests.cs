using System.Security.Cryptography.X509Certificates;
using Sealane.Lab.Names;

namespace Sealane.Tests.Lab.Names;

public sealed class CertificateAuthorityTests : IDisposable
{
    private readonly CertificateAuthority _authority = new(TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("sealane-tests-").FullName;

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("bucket.s3-accelerate.dualstack.amazonaws.com", "-verify_hostname")]
    [InlineData("many.labels.in.a.dotted.bucket.of.a.length.that.no.common.name.could.hold.s3.dualstack.ap-southeast-4.amazonaws.com", "-verify_hostname")]
    [InlineData("bucket.localhost", "-verify_hostname")]
    [InlineData("127.0.0.1", "-verify_ip")]
    public async Task OpenSSL_accepts_a_leaf_for_its_own_name_even_when_strict(string host, string check)
    {
        var outcome = await VerifyAsync(host, check, host);

        Assert.True(outcome.Exit == 0, outcome.ToString());
    }

    [Theory]
    [InlineData("bucket.s3.amazonaws.com", "other.s3.amazonaws.com", "-verify_hostname", "hostname mismatch")]
    [InlineData("example.com", "example.com", "-verify_hostname", "permitted subtree violation")]
    [InlineData("notamazonaws.com", "notamazonaws.com", "-verify_hostname", "permitted subtree violation")]
    [InlineData("10.0.0.1", "10.0.0.1", "-verify_ip", "permitted subtree violation")]
    public async Task OpenSSL_refuses_another_name_and_any_outside_the_constraint(string issued, string asked, string check, string because)
    {
        var outcome = await VerifyAsync(issued, check, asked);

        Assert.NotEqual(0, outcome.Exit);
        Assert.Contains(because, outcome.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_authority_lives_one_day_signs_no_other_authority_and_writes_no_key()
    {
        using var certificate = _authority.ToCertificate();

        Assert.InRange(certificate.NotAfter - certificate.NotBefore, TimeSpan.FromHours(24), TimeSpan.FromHours(25));
        Assert.Equal(0, certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().PathLengthConstraint);
        Assert.True(certificate.Extensions.Single(extension => extension.Oid!.Value == "2.5.29.30").Critical);
        Assert.False(certificate.HasPrivateKey);
        Assert.DoesNotContain("PRIVATE", _authority.ToPem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_names_exactly_one_host_and_only_serves()
    {
        using var leaf = _authority.Issue("bucket.s3.amazonaws.com");

        Assert.Equal(["bucket.s3.amazonaws.com"], leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
        Assert.Equal("1.3.6.1.5.5.7.3.1", leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value);
        Assert.False(leaf.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    [Fact]
    public void A_host_outside_the_lab_gets_no_certificate()
    {
        var leaves = new LeafCache(_authority);

        var refusal = Assert.Throws<ArgumentException>(() => leaves.For("sts.amazonaws.com"));

        Assert.Contains("sts.amazonaws.com", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_keeps_its_certificate()
    {
        var leaves = new LeafCache(_authority);

        Assert.Same(leaves.For("bucket.s3.amazonaws.com"), leaves.For("BUCKET.s3.amazonaws.com."));
    }

    private async Task<ForeignProgram.Outcome> VerifyAsync(string issued, string check, string asked)
    {
        var openssl = ForeignProgram.Require("openssl");
        using var leaf = _authority.Issue(issued);
        var authorityFile = Path.Combine(_folder, "ca.pem");
        var leafFile = Path.Combine(_folder, "leaf.pem");
        await File.WriteAllTextAsync(authorityFile, _authority.ToPem());
        await File.WriteAllTextAsync(leafFile, leaf.ExportCertificatePem());
        return await ForeignProgram.RunAsync(
            openssl, ["verify", "-x509_strict", "-purpose", "sslserver", "-no-CApath", "-no-CAstore", "-CAfile", authorityFile, check, asked, leafFile]);
    }
}
