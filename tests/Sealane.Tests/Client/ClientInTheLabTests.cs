using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Edge.Relay;
using Sealane.Lab;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Sending;
using Sealane.Signing.Headers;
using Sealane.Transport;

namespace Sealane.Tests.Client;

/// <summary>The client over TLS, through edges, to a strict endpoint.</summary>
public abstract class ClientInTheLabTests(TransportKind transport)
{
    private const string Bucket = "client-bucket";

    [Fact]
    public async Task An_accelerated_object_of_any_size_comes_back_as_it_went()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = new S3Client(ByEnvironment(lab) with { UseAccelerateEndpoint = true });
        foreach (var size in (int[])[0, 1, 100, 8191, 65_536, 261_119, 261_120, 261_121, 1_048_576, 3_000_000])
        {
            var bytes = new byte[size];
            new Random(size).NextBytes(bytes);
            await client.PutObjectAsync(Bucket, "küste/a b+c", bytes);
            await using var got = await client.GetObjectAsync(Bucket, "küste/a b+c");
            var back = new MemoryStream();
            await got.Body.CopyToAsync(back);
            Assert.Equal(bytes, back.ToArray());
            Assert.Equal("FULL_OBJECT", got.ChecksumType);
            Assert.NotNull(got.Checksums.CRC64NVME);
        }
    }

    [Fact]
    public async Task Whatever_the_edge_holds_back_every_upload_arrives()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Holds = HoldSchedule.Seeded(7) });
        for (var i = 0; i < 10; i++)
        {
            await using var client = new S3Client(ByEnvironment(lab) with { UseAccelerateEndpoint = true });
            await client.PutObjectAsync(Bucket, $"k{i}", new byte[100]);
        }

        Assert.Equal(10, lab.Voyages.Count(voyage => voyage.Arrival is { Status: 200, Verification.Matches: true }));
    }

    [Fact]
    public async Task With_the_framing_signed_Sealane_fails_exactly_where_the_edge_changes_it()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Holds = HoldSchedule.Cycle(new HoldWholeBody(), new HoldNothing()) });
        var options = ByEnvironment(lab) with
        {
            UseAccelerateEndpoint = true,
            SendsTransferEncoding = true,
            SigningPolicy = SignedHeaderPolicy.AllowTable.Plus("transfer-encoding"),
        };
        var outcomes = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            await using var client = new S3Client(options);
            try
            {
                await client.PutObjectAsync(Bucket, $"k{i}", new byte[100]);
                outcomes.Add("stored");
            }
            catch (SignatureMismatchException fault)
            {
                outcomes.Add("refused");
                Assert.Contains("header transfer-encoding", fault.Message, StringComparison.Ordinal);
                Assert.Contains("something on the way removed it", fault.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(["refused", "stored", "refused", "stored"], outcomes);
    }

    [Fact]
    public async Task A_rule_connects_to_the_lab_without_a_proxy()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = new S3Client(new S3ClientOptions
        {
            Transport = transport,
            Region = "us-east-1",
            UseAccelerateEndpoint = true,
            Credentials = new GivenCredentials(lab.Credentials),
            CaBundle = lab.AuthorityFile,
            Proxy = ProxyRules.None,
            ConnectTo = [ConnectToRule.Parse($"{Bucket}.s3-accelerate.amazonaws.com:443:127.0.0.1:{lab.Front.Port}"), ConnectToRule.Parse($"::127.0.0.1:{lab.Front.Port}")],
        });
        await client.PutObjectAsync(Bucket, "k", new byte[10]);
        var voyage = Assert.Single(lab.Voyages);
        Assert.Equal(200, voyage.Arrival!.Status);
    }

    [Fact]
    public async Task Every_row_of_the_wire_table_is_taken_by_a_strict_endpoint()
    {
        await using var lab = await S3Lab.StartAsync();
        foreach (var signing in Enum.GetValues<PayloadSigning>())
        {
            foreach (var checksums in Enum.GetValues<RequestChecksumCalculation>())
            {
                await PutAndGetAsync(lab, signing, checksums);
            }
        }
    }

    private async Task PutAndGetAsync(S3Lab lab, PayloadSigning signing, RequestChecksumCalculation checksums)
    {
        foreach (var endpoint in (Uri?[])[null, lab.Endpoint])
        {
            await using var client = new S3Client(ByEnvironment(lab) with
            {
                EndpointUrl = endpoint,
                Proxy = endpoint is null ? ByEnvironment(lab).Proxy : ProxyRules.None,
                PayloadSigning = signing,
                RequestChecksumCalculation = checksums,
            });
            var bytes = new byte[300_000];
            new Random(1).NextBytes(bytes);
            await client.PutObjectAsync(Bucket, "k", bytes);
            await client.PutObjectAsync(Bucket, "once", new Body.Stream(new PipeLike(bytes), bytes.Length));
            foreach (var key in (string[])["k", "once"])
            {
                await using var got = await client.GetObjectAsync(Bucket, key);
                var back = new MemoryStream();
                await got.Body.CopyToAsync(back);
                Assert.Equal(bytes, back.ToArray());
            }
        }
    }

    [Fact]
    public async Task A_bucket_elsewhere_is_found_by_one_redirect()
    {
        await using var lab = await S3Lab.StartAsync();
        await lab.CreateBucketAsync("far-bucket", region: "ap-southeast-2");
        foreach (var accelerate in (bool[])[true, false])
        {
            await using var client = new S3Client(ByEnvironment(lab) with { UseAccelerateEndpoint = accelerate });
            await client.PutObjectAsync("far-bucket", "k", new byte[2_000_000]);
            await client.PutObjectAsync("far-bucket", "k2", new byte[10]);
        }

        Assert.Equal(2, lab.Voyages.Count(voyage => voyage.Arrival!.Status is >= 300 and < 500));
        Assert.Equal(4, lab.Voyages.Count(voyage => voyage.Arrival!.Status == 200));
    }

    [Fact]
    public async Task A_wrong_secret_is_named_as_the_cause()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = new S3Client(ByEnvironment(lab) with { Credentials = new GivenCredentials(lab.Credentials.AccessKeyId, "another-secret") });
        var fault = await Assert.ThrowsAsync<SignatureMismatchException>(() => client.PutObjectAsync(Bucket, "k", new byte[10]));
        Assert.Empty(fault.Comparison.Differences);
        Assert.Contains("The canonical requests are equal, so nothing was changed on the way: the secret access key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_said_once_with_the_remedy()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = new S3Client(ByEnvironment(lab) with { CaBundle = null });
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.PutObjectAsync(Bucket, "k", new byte[10]));
        Assert.Contains("AWS_CA_BUNDLE", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Tried", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_refuses_a_host_is_named_and_not_asked_again()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = new S3Client(ByEnvironment(lab) with { EndpointUrl = new Uri("https://outside.example") });
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.PutObjectAsync(Bucket, "k", new byte[10]));
        Assert.Contains("the proxy answered 403 to CONNECT", fault.Message, StringComparison.Ordinal);
        Assert.Single(lab.Refusals);
    }

    [Theory]
    [InlineData("/no/such/bundle.pem", "cannot be read")]
    [InlineData("/dev/null", "holds no certificate")]
    public void A_bundle_that_is_none_is_refused_when_the_client_is_made(string path, string text)
    {
        var fault = Assert.Throws<S3ConfigurationException>(() => new S3Client(new S3ClientOptions { Region = "us-east-1", CaBundle = path }));
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
    }

    private S3ClientOptions ByEnvironment(S3Lab lab)
    {
        var variables = new Dictionary<string, string?>();
        lab.Environment.ApplyTo(variables);
        return S3ClientOptions.FromEnvironment(profile: null, variables.GetValueOrDefault) with { Transport = transport };
    }

    /// <summary>Bytes that can be read once.</summary>
    private sealed class PipeLike(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
