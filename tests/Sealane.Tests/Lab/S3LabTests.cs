using System.Net;
using System.Text;
using Sealane.Edge.Relay;
using Sealane.Lab;
using Sealane.Lab.Imitations;
using Sealane.Lab.Programs;
using Sealane.Server.Storage;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Lab;

public class S3LabTests
{
    private static readonly UploadTarget Accelerated = UploadTarget.Accelerated("bucket", "reports/hello.txt");
    private static readonly byte[] Content = "hello"u8.ToArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_a_schedule_boto3_1_36_0_fails_exactly_where_its_framing_became_a_length()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Seed = 7 }, Cancellation);
        await lab.CreateBucketAsync("bucket", cancellationToken: Cancellation);
        var client = lab.Imitate(Boto3.V1360);

        var answers = await UploadAsync(client, 20);

        var reframed = lab.Voyages.Select(voyage => voyage.Hops[0].FramingAfter == BodyFraming.ContentLength).ToArray();
        Assert.Equal(20, reframed.Length);
        Assert.Equal(reframed.Select(became => became ? "403 SignatureDoesNotMatch" : "200"), answers);
        Assert.Contains("200", answers);
        Assert.Contains("403 SignatureDoesNotMatch", answers);

        // The schedule said so beforehand: five bytes are complete under every hold but that of nothing.
        Assert.Equal(lab.Holds.First(20).Select(hold => hold is not HoldNothing), reframed);
    }

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task Every_other_habit_survives_the_same_schedule(string name)
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Seed = 7 }, Cancellation);

        var answers = await UploadAsync(lab.Imitate(Boto3.All.Single(habit => habit.Name == name)), 20);

        Assert.All(answers, answer => Assert.Equal("200", answer));
    }

    public static TheoryData<string> Habits => [.. Boto3.All.Where(habit => habit != Boto3.V1360).Select(habit => habit.Name)];

    [Fact]
    public async Task Without_reframing_boto3_1_36_0_succeeds_twenty_times_of_twenty()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Holds = HoldSchedule.Always(new HoldNothing()) }, Cancellation);

        var answers = await UploadAsync(lab.Imitate(Boto3.V1360), 20);

        Assert.All(answers, answer => Assert.Equal("200", answer));
    }

    [Fact]
    public async Task Without_acceleration_boto3_1_36_0_succeeds_and_with_the_region_named_it_fails_as_before()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Holds = HoldSchedule.Always(new HoldWholeBody()) }, Cancellation);
        await lab.CreateBucketAsync("bucket", "eu-west-1", cancellationToken: Cancellation);

        var regional = await lab.Imitate(Boto3.V1360, "eu-west-1").PutObjectAsync(UploadTarget.Regional("bucket", "k", "eu-west-1"), Content, Cancellation);
        var named = await lab.Imitate(Boto3.V1360, "eu-west-1").PutObjectAsync(Accelerated, Content, Cancellation);

        Assert.Equal("200", regional.ToString());
        Assert.Equal("403 SignatureDoesNotMatch", named.ToString());
    }

    [Fact]
    public async Task A_client_that_names_no_region_is_sent_to_the_buckets_and_uploads_twice()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions(), Cancellation);
        await lab.CreateBucketAsync("bucket", "eu-west-1", cancellationToken: Cancellation);

        var answer = await lab.Imitate(Boto3.V13599).PutObjectAsync(Accelerated, Content, Cancellation);

        Assert.Equal("200", answer.ToString());
        Assert.Equal(2, lab.Voyages.Count);
    }

    [Fact]
    public async Task An_imitation_goes_through_the_proxy_as_well()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Holds = HoldSchedule.Always(new HoldWholeBody()) }, Cancellation);
        var client = new Imitation(Boto3.V1360, lab.Credentials, lab.DialThroughProxyAsync, TimeProvider.System);

        var answer = await client.PutObjectAsync(Accelerated, Content, Cancellation);

        Assert.Equal("403 SignatureDoesNotMatch", answer.ToString());
        await Assert.ThrowsAsync<HttpRequestException>(() => lab.DialThroughProxyAsync("example.com", Cancellation).AsTask());
        Assert.Equal("example.com", Assert.Single(lab.Refusals).Address.Host);
    }

    [Fact]
    public async Task When_the_client_has_its_answer_its_voyage_is_whole()
    {
        var heard = new List<Voyage>();
        await using var lab = await S3Lab.StartAsync(new LabOptions { OnVoyage = heard.Add }, Cancellation);

        var answer = await lab.Imitate(Boto3.V1367).PutObjectAsync(Accelerated, Content, Cancellation);

        var voyage = Assert.Single(lab.Voyages);
        Assert.Same(voyage, Assert.Single(heard));
        Assert.Equal(answer.RequestId, voyage.Id);
        Assert.Equal("cloudfront-accelerate", Assert.Single(voyage.Hops).Name);
        Assert.Equal(("bucket", "reports/hello.txt", 200), (voyage.Arrival!.Bucket, voyage.Arrival.Key, voyage.Arrival.Status));
        Assert.StartsWith("PUT /reports/hello.txt HTTP/1.1\r\nHost: bucket.s3-accelerate.amazonaws.com\r\nAccept-Encoding: identity\r\n", Encoding.Latin1.GetString(voyage.Sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_schedule_can_be_started_again()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Seed = 3 }, Cancellation);
        await UploadAsync(lab.Imitate(Boto3.V1367), 5);

        lab.StartHolds();
        await UploadAsync(lab.Imitate(Boto3.V1360), 5);

        var holds = lab.Voyages.Select(voyage => voyage.Hops[0].Hold).ToArray();
        Assert.Equal(holds[..5], holds[5..]);
    }

    [Fact]
    public async Task Edges_can_stand_before_every_host()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions().Through("rfc9110", "cloudfront-accelerate"), Cancellation);

        await lab.Imitate(Boto3.V1367).PutObjectAsync(UploadTarget.Regional("bucket", "k"), Content, Cancellation);

        Assert.Equal(["rfc9110", "cloudfront-accelerate"], Assert.Single(lab.Voyages).Hops.Select(hop => hop.Name));
    }

    [Fact]
    public async Task A_bucket_without_acceleration_is_not_served_on_its_host()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions(), Cancellation);
        await lab.CreateBucketAsync("bucket", acceleration: AccelerationState.Suspended, cancellationToken: Cancellation);

        var answer = await lab.Imitate(Boto3.V1367).PutObjectAsync(Accelerated, Content, Cancellation);

        Assert.Equal("400 InvalidRequest", answer.ToString());
    }

    [Fact]
    public async Task A_client_that_hangs_up_inside_its_body_leaves_a_voyage_too()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions(), Cancellation);
        await using (var stream = await lab.DialAsync("bucket.s3.amazonaws.com", Cancellation))
        {
            await stream.WriteAsync("PUT /k HTTP/1.1\r\nHost: bucket.s3.amazonaws.com\r\nContent-Length: 10\r\n\r\nhalf"u8.ToArray(), Cancellation);
        }

        await lab.SettleAsync(Cancellation);

        Assert.Equal("PUT /k HTTP/1.1", MessageHead.Parse(Assert.Single(lab.Voyages).Sent).StartLine);
    }

    [Fact]
    public async Task The_authoritys_file_goes_with_the_lab_and_its_address_is_free_again()
    {
        string file;
        IPEndPoint front;
        await using (var lab = await S3Lab.StartAsync(new LabOptions(), Cancellation))
        {
            (file, front) = (lab.AuthorityFile, lab.Front);
            Assert.Contains("BEGIN CERTIFICATE", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
        await using var next = await S3Lab.StartAsync(new LabOptions { Listen = front }, Cancellation);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions(), Cancellation);

        var refusal = await Assert.ThrowsAsync<IOException>(() => S3Lab.StartAsync(new LabOptions { Listen = lab.Front }, Cancellation));

        Assert.Contains($"{lab.Front}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lab_listens_on_loopback_only() =>
        await Assert.ThrowsAsync<ArgumentException>(() => S3Lab.StartAsync(new LabOptions { Listen = new IPEndPoint(IPAddress.Any, 0) }, Cancellation));

    [Fact]
    public async Task The_environment_of_a_program_leads_into_the_lab_and_nowhere_else()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Region = "eu-west-1" }, Cancellation);
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = "/bin",
            ["AWS_PROFILE"] = "production",
            ["AWS_SESSION_TOKEN"] = "production",
            ["AWS_ENDPOINT_URL_S3"] = "https://production.example",
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://169.254.170.2/",
            ["NO_PROXY"] = "*",
            ["AWS_REGION"] = "us-west-2",
            ["HTTPS_PROXY"] = "http://production.example",
            ["AWS_REQUEST_CHECKSUM_CALCULATION"] = "when_required",
        };

        lab.Environment.ApplyTo(environment);

        Assert.DoesNotContain(environment, variable => variable.Value?.Contains("production", StringComparison.Ordinal) is true);
        Assert.Equal(lab.ProxyUri, new Uri(environment["HTTPS_PROXY"]!));
        Assert.Equal("eu-west-1", environment["AWS_REGION"]);
        Assert.Equal(("/bin", "when_required"), (environment["PATH"], environment["AWS_REQUEST_CHECKSUM_CALCULATION"]));
        Assert.False(environment.ContainsKey("NO_PROXY") || environment.ContainsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        Assert.DoesNotContain(LabKeys.SecretAccessKey, string.Join(' ', lab.Environment.Set), StringComparison.Ordinal);
    }

    private static async Task<List<string>> UploadAsync(Imitation client, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            answers.Add((await client.PutObjectAsync(Accelerated, Content, Cancellation)).ToString());
        }

        return answers;
    }
}
