using System.Net.Sockets;
using Sealane.Credentials;
using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Lab.Imitations;
using Sealane.Protocol.Objects;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>What the edge imitates, a real proxy does: clients fail and survive at nginx for the same reasons, and the doctor names them from heads alone.</summary>
public sealed class NginxTests
{
    private const string KeepsHost = "proxy_set_header Host $http_host;";

    private static readonly byte[] Content = "some bytes"u8.ToArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_framing_that_boto3_1_36_0_signs_does_not_survive_nginx_and_the_doctor_says_so()
    {
        await using var way = await WayThroughNginx.StartAsync(behind => $"proxy_pass http://{behind}; {KeepsHost}", Cancellation);
        var answer = await PutAsync(way, Boto3.V1360, "k");
        Assert.Equal("403 SignatureDoesNotMatch", answer.ToString());

        var voyage = way.Voyage();
        Assert.Equal((BodyFraming.Chunked, BodyFraming.ContentLength), (voyage.Hops[0].FramingBefore, voyage.Hops[0].FramingAfter));
        AssertBroke("SEAL101", "transfer-encoding", Examine(voyage));
    }

    [Fact]
    public async Task Boto3_1_36_7_frames_the_same_and_survives_nginx()
    {
        await using var way = await WayThroughNginx.StartAsync(behind => $"proxy_pass http://{behind}; {KeepsHost}", Cancellation);
        var answer = await PutAsync(way, Boto3.V1367, "k");
        Assert.Equal("200", answer.ToString());

        var voyage = way.Voyage();
        Assert.Equal((BodyFraming.Chunked, BodyFraming.ContentLength), (voyage.Hops[0].FramingBefore, voyage.Hops[0].FramingAfter));
        AssertSurvived(Examine(voyage));
    }

    [Fact]
    public async Task Sealane_survives_nginx()
    {
        await using var way = await WayThroughNginx.StartAsync(behind => $"proxy_pass http://{behind}; {KeepsHost}", Cancellation);
        await using var s3 = new S3Client(new S3ClientOptions
        {
            EndpointUrl = new Uri($"http://{way.Front}"),
            Credentials = new GivenCredentials(WayThroughNginx.Key),
            Proxy = ProxyRules.None,
        });
        await s3.PutObjectAsync("bucket", "folder//a+b é~", Content, Cancellation);

        AssertSurvived(Examine(way.Voyage()));
    }

    [Fact]
    public async Task An_nginx_that_is_not_told_to_keep_Host_breaks_every_signature_and_the_doctor_says_so()
    {
        await using var way = await WayThroughNginx.StartAsync(behind => $"proxy_pass http://{behind};", Cancellation);
        var answer = await PutAsync(way, Boto3.V1367, "k");
        Assert.Equal("403 SignatureDoesNotMatch", answer.ToString());

        AssertBroke("SEAL102", "host", Examine(way.Voyage()));
    }

    [Theory]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a/../b")]
    public async Task A_slash_behind_proxy_pass_makes_nginx_write_the_path_anew_and_the_doctor_says_so(string key)
    {
        await using var way = await WayThroughNginx.StartAsync(behind => $"proxy_pass http://{behind}/; {KeepsHost}", Cancellation);
        var answer = await PutAsync(way, Boto3.V1367, key);
        Assert.Equal("403 SignatureDoesNotMatch", answer.ToString());

        AssertBroke("SEAL104", "path", Examine(way.Voyage()));
    }

    [Fact]
    public async Task A_path_that_nginx_writes_anew_in_other_letters_but_of_the_same_key_survives()
    {
        await using var way = await WayThroughNginx.StartAsync(behind => $"proxy_pass http://{behind}/; {KeepsHost}", Cancellation);
        var answer = await PutAsync(way, Boto3.V1367, "a+b");
        Assert.Equal("200", answer.ToString());

        var voyage = way.Voyage();
        Assert.Equal(("/a%2Bb", "/a+b"), (MessageHead.Parse(voyage.Hops[0].Before).Target, MessageHead.Parse(voyage.Hops[0].After).Target));
        Assert.Equal("a+b", voyage.Arrival!.Key);
        AssertSurvived(Examine(voyage));
    }

    private static Task<ImitatedAnswer> PutAsync(WayThroughNginx way, ClientHabit habit, string key)
    {
        var imitation = new Imitation(habit, WayThroughNginx.Key, (_, cancellation) => ConnectAsync(way, cancellation), TimeProvider.System);
        return imitation.PutObjectAsync(UploadTarget.Regional("bucket", key), Content, Cancellation);
    }

    private static async ValueTask<Stream> ConnectAsync(WayThroughNginx way, CancellationToken cancellation)
    {
        var client = new TcpClient();
        await client.ConnectAsync(way.Front, cancellation);
        return client.GetStream();
    }

    private static Diagnosis Examine(Voyage voyage) => new SignatureDoctor(new SigningKeyCache()).Examine(
        voyage, id => id == WayThroughNginx.Key.AccessKeyId ? WayThroughNginx.Key.SecretAccessKey : null);

    private static void AssertBroke(string id, string subject, Diagnosis diagnosis)
    {
        Assert.Equal(Verdict.Breaks, diagnosis.Verdict);
        var finding = Assert.Single(diagnosis.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal((id, subject, "hop 1 (nginx)"), (finding.Id, finding.Subject, $"{finding.Hop}"));
        Assert.Equal((true, true), (finding.Proven, finding.Broke));
    }

    private static void AssertSurvived(Diagnosis diagnosis)
    {
        Assert.Equal(Verdict.Survives, diagnosis.Verdict);
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Severity > Severity.Notice);
    }
}
