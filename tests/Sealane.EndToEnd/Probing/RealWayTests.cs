using System.Text.Json;
using Sealane.EndToEnd.RealProxies;
using Sealane.EndToEnd.Running;
using Sealane.Lab;
using Sealane.Server;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.Probing;

/// <summary><c>sealane probe</c> through real proxies to a strict endpoint.</summary>
public sealed class RealWayTests
{
    private static readonly SigningCredentials Key = new("AKIAPROBEDWAY0EXAMPLE", "probed+way/secret/opens+nothing/EXAMPLEKEY");

    [Theory]
    [InlineData("nginx", "host Changed", "expect Removed", "te Removed")]
    [InlineData("haproxy", "connection Removed")]
    [InlineData("squid-passthru", "via Added", "te Removed", "trailer Removed")]
    public async Task What_a_real_proxy_does_is_drawn_and_its_profile_is_the_likest(string setup, params string[] changes)
    {
        var server = await S3Server.StartAsync(new S3ServerOptions { Credentials = [Key], CreateBucketsOnFirstUse = true }, TestContext.Current.CancellationToken);
        await using (server)
        {
            await using var proxy = await RealProxy.StartAsync(ProxySetup.Find(setup), server.EndPoint, TestContext.Current.CancellationToken);
            var probed = await ProbeAsync($"http://{proxy.EndPoint}");
            Assert.True(probed.ExitCode == 1, probed.ToString());
            using var report = JsonDocument.Parse(probed.Output);
            var seen = report.RootElement.GetProperty("everyRequest").EnumerateArray().Concat(report.RootElement.GetProperty("probes").EnumerateArray())
                .SelectMany(outcome => outcome.GetProperty("changes").EnumerateArray())
                .Select(change => $"{change.GetProperty("part").GetString()} {change.GetProperty("kind").GetString()}").ToHashSet();
            Assert.All(changes, change => Assert.Contains(change, seen));

            // The profile that imitates it is among the likest; what differs are version and configuration.
            var likest = report.RootElement.GetProperty("likest").EnumerateArray().Take(6).Select(like => $"{like.GetProperty("name").GetString()} {like.GetProperty("alike").GetDouble():0.00}").ToList();
            Assert.True(likest.Exists(like => like.StartsWith(setup, StringComparison.Ordinal)), string.Join(", ", likest));
        }
    }

    [Fact]
    public async Task Through_the_labs_forward_proxy_a_tunnel_and_its_strange_authority_are_told()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions(), TestContext.Current.CancellationToken);
        var proxy = lab.Environment.Set.First(row => row.Name == "HTTPS_PROXY").Value!;
        var probed = await ProbeAsync("https://my-bucket.s3.eu-west-1.amazonaws.com", ["--proxy", proxy, "--region", "eu-west-1"], Sealane.Lab.Programs.LabKeys.Credentials);
        Assert.True(probed.ExitCode is 0 or 1, probed.ToString());
        using var report = JsonDocument.Parse(probed.Output);
        var tls = report.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("subject").GetString() == "tls");
        Assert.Equal("Trouble", tls.GetProperty("result").GetString());
        Assert.DoesNotContain("\"survives\"", probed.Output, StringComparison.Ordinal);
        Assert.Contains("none is sent to whom this machine does not trust", probed.Output, StringComparison.Ordinal);
        Assert.Contains("That is not Amazon", tls.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_secret_survival_is_proven_and_the_secret_is_in_no_output()
    {
        var server = await S3Server.StartAsync(new S3ServerOptions { Credentials = [Key], CreateBucketsOnFirstUse = true }, TestContext.Current.CancellationToken);
        await using (server)
        {
            var probed = await ProbeAsync($"http://{server.EndPoint}", key: Key);
            Assert.True(probed.ExitCode == 0, probed.ToString());
            Assert.DoesNotContain(Key.SecretAccessKey, probed.ToString(), StringComparison.Ordinal);
            using var report = JsonDocument.Parse(probed.Output);
            Assert.All(report.RootElement.GetProperty("probes").EnumerateArray(), outcome => Assert.True(!outcome.TryGetProperty("survives", out var survives) || survives.GetBoolean(), outcome.ToString()));
            Assert.Contains(report.RootElement.GetProperty("probes").EnumerateArray(), outcome => outcome.TryGetProperty("survives", out _));
        }
    }

    private static Task<OutsideProgram> ProbeAsync(string url, IEnumerable<string>? more = null, SigningCredentials? key = null) => OutsideProgram.RunAsync(
        OutsideProgram.Sealane,
        ["probe", url, "--json", .. more ?? ["--proxy", "none", "--bucket", "probed"]],
        new Dictionary<string, string?>
        {
            ["AWS_ACCESS_KEY_ID"] = (key ?? Key).AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = key?.SecretAccessKey,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_CONFIG_FILE"] = "/dev/null",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
        });
}
