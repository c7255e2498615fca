using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Sealane.Edge;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.EndToEnd.Running;
using Sealane.Server;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.Explaining;

/// <summary><c>sealane explain</c> reads what real clients write when an edge has changed their requests.</summary>
public sealed class RealLogTests
{
    private const string Token = "FwoGZXIvYXdzEExamplE/session+token/of-the-lab/that-nobody-may-see==";

    private const string Upload = """
        import sys, logging, boto3
        from botocore.config import Config
        boto3.set_stream_logger('', logging.DEBUG)
        s3 = boto3.client('s3', endpoint_url=sys.argv[1], config=Config(s3={'addressing_style': 'path'}, retries={'max_attempts': 0}))
        try:
            s3.put_object(Bucket='photos', Key='a b.txt', Body=b'hello', ContentType='text/plain')
        except Exception as e:
            print(repr(e))
        """;

    private static readonly SigningCredentials Key = new("ASIAEXPLAINED0EXAMPLE", "explained/secret+opens/nothing/EXAMPLEKEY0", Token);

    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["AWS_ACCESS_KEY_ID"] = Key.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = Key.SecretAccessKey,
        ["AWS_SESSION_TOKEN"] = Token,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_CONFIG_FILE"] = "/dev/null",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
    };

    [Theory]
    [InlineData("/usr/bin/python3")]
    [InlineData("python3")]
    public Task The_debug_log_of_boto3_is_explained(string python) => ExplainedAsync(async url =>
    {
        var program = OutsideProgram.Need(python);
        Assert.SkipWhen((await OutsideProgram.RunAsync(program, ["-c", "import boto3"])).ExitCode != 0, $"{python} has no boto3");
        var ran = await OutsideProgram.RunAsync(program, ["-c", Upload, url], Environment);
        return ran.Output + ran.Error;
    });

    [Fact]
    public Task The_debug_log_of_the_AWS_CLI_is_explained() => ExplainedAsync(async url =>
    {
        using var folder = new ScratchFolder();
        var ran = await OutsideProgram.RunAsync(
            OutsideProgram.Need("aws"), ["--debug", "--endpoint-url", url, "s3", "cp", folder.Random("file", 100), "s3://photos/a.txt", "--content-type", "text/plain"], Environment);
        return ran.Output + ran.Error;
    });

    [Fact]
    public Task What_curl_says_of_itself_is_explained() => ExplainedAsync(async url =>
    {
        var ran = await OutsideProgram.RunAsync(
            OutsideProgram.Need("curl"),
            ["-v", "-s", "--aws-sigv4", "aws:amz:us-east-1:s3", "--user", $"{Key.AccessKeyId}:{Key.SecretAccessKey}", "-H", $"x-amz-security-token: {Token}",
                "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "-H", "Content-Type: text/plain", "-T", "/etc/hostname", $"{url}/photos/a.txt"]);
        return ran.Output + ran.Error;
    });

    [Fact]
    public Task What_the_SDK_for_NET_throws_and_logs_is_explained() => ExplainedAsync(async url =>
    {
        // What it writes to its log of a refusal is the answer's body and the address. A client takes its loggers when it is made.
        var text = new StringWriter();
        var listener = new System.Diagnostics.TextWriterTraceListener(text, "explained");
        AWSConfigs.AddTraceListener("Amazon", listener);
        AWSConfigs.LoggingConfig.LogTo = LoggingOptions.SystemDiagnostics;
        AWSConfigs.LoggingConfig.LogResponses = ResponseLoggingOption.Always;
        using var s3 = new AmazonS3Client(
            new SessionAWSCredentials(Key.AccessKeyId, Key.SecretAccessKey, Token),
            new AmazonS3Config { ServiceURL = url, ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        try
        {
            await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.PutObjectAsync(new PutObjectRequest { BucketName = "photos", Key = "a b.txt", ContentBody = "hello", ContentType = "text/plain" }));
        }
        finally
        {
            AWSConfigs.LoggingConfig.LogTo = LoggingOptions.None;
            AWSConfigs.RemoveTraceListener("Amazon", listener.Name);
        }

        return text.ToString();
    });

    [Fact]
    public async Task An_input_that_is_too_large_or_missing_is_named()
    {
        var missing = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["explain", "no-such-file.log"]);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("no-such-file.log", missing.Error, StringComparison.Ordinal);

        using var folder = new ScratchFolder();
        var huge = folder.File("huge.log");
        using (var file = File.Create(huge))
        {
            file.SetLength(70L * 1024 * 1024);
        }

        var large = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["explain", huge]);
        Assert.Equal(2, large.ExitCode);
        Assert.Contains("64 MiB", large.Error, StringComparison.Ordinal);

        var nothing = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["explain", "-"], input: "nothing of S3's\n");
        Assert.Equal(3, nothing.ExitCode);
        Assert.Contains("nothing in it is", nothing.Output, StringComparison.Ordinal);
    }

    // client -> an edge that sends its upstream's name as Host -> endpoint; then its log -> explain, without and with the secret
    private static async Task ExplainedAsync(Func<string, Task<string>> client)
    {
        var server = await S3Server.StartAsync(new S3ServerOptions { Credentials = [Key], CreateBucketsOnFirstUse = true }, TestContext.Current.CancellationToken);
        await using (server)
        {
            await using var edge = await EdgeHost.StartAsync(new EdgeOptions { Profile = EdgeProfile.Find("nginx"), Connect = Dial.To(server.EndPoint) }, TestContext.Current.CancellationToken);
            var log = await client($"http://{edge.EndPoint}");
            foreach (var secret in new[] { null, Key.SecretAccessKey })
            {
                var explained = await OutsideProgram.RunAsync(
                    OutsideProgram.Sealane, ["explain", "--json"], new Dictionary<string, string?> { ["AWS_ACCESS_KEY_ID"] = Key.AccessKeyId, ["AWS_SECRET_ACCESS_KEY"] = secret }, input: log);
                Assert.True(explained.ExitCode == 1, $"{explained}\n{log}");
                using var report = JsonDocument.Parse(explained.Output);
                var findings = report.RootElement.GetProperty("requests").EnumerateArray().SelectMany(request => request.GetProperty("diagnosis").GetProperty("findings").EnumerateArray()).ToList();
                var host = findings.Find(finding => finding.GetProperty("id").GetString() == "SEAL102");
                Assert.True(host.ValueKind == JsonValueKind.Object, $"{explained}\n{log}");
                Assert.Equal(secret is not null, host.GetProperty("proven").GetBoolean());
                Assert.DoesNotContain(Token, explained.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain(Key.SecretAccessKey, explained.ToString(), StringComparison.Ordinal);
            }
        }
    }
}
