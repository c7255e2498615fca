using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Sealane.Credentials;
using Sealane.EndToEnd.Running;
using Sealane.Lab.Programs;
using Sealane.Server;
using Sealane.Signing.Journey;
using Sealane.Transport;

namespace Sealane.EndToEnd.Secrets;

/// <summary>The <c>sealane</c> program, started by somebody whose environment is full of secrets: what it prints and writes is searched for them.</summary>
public sealed partial class CommandTests : IDisposable
{
    private readonly Artefacts _artefacts = new();
    private readonly SecretWords _words = Owner.Words();
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_cp_says_of_a_refusal_holds_no_secret()
    {
        var arrivals = new ConcurrentQueue<Arrival>();
        await using var server = await S3Server.StartAsync(new S3ServerOptions { Credentials = [Owner.Misremembered, Owner.Renewed], OnArrival = arrivals.Enqueue });
        await server.EnsureBucketAsync("box");
        var (file, url) = (_folder.Random("small", 1000), server.Uri.ToString());
        var presigned = await PresignAsync(server.Uri);

        await SayAsync("a wrong secret, up", ["cp", "--endpoint-url", url, file, "s3://box/k"], 1, "SignatureDoesNotMatch");
        await SayAsync("a wrong secret, down", ["cp", "--endpoint-url", url, "s3://box/k", _folder.File("back")], 1, "SignatureDoesNotMatch");
        await SayAsync("a wrong session token", ["cp", "--endpoint-url", url, file, "s3://box/k"], 1, "InvalidToken", ("AWS_ACCESS_KEY_ID", Owner.Renewed.AccessKeyId));
        await SayAsync("a secret with a blank", ["cp", "--endpoint-url", url, file, "s3://box/k"], 1, "blank", ("AWS_SECRET_ACCESS_KEY", Owner.Secret + " x"));
        await SayAsync("a proxy that is not there", ["cp", "--region", "us-east-1", file, "s3://box/k"], 1, "through the proxy http://127.0.0.1:9", ("HTTPS_PROXY", $"http://owner:{Owner.Password}@127.0.0.1:9"), ("AWS_MAX_ATTEMPTS", "1"));
        await SayAsync("a proxy that cannot be read", ["cp", "--endpoint-url", url, file, "s3://box/k"], 1, "HTTP_PROXY", ("HTTP_PROXY", $"ftp://owner:{Owner.Password}@127.0.0.1:9"));
        await SayAsync("a password in the endpoint", ["cp", "--endpoint-url", url.Replace("//", $"//owner:{Owner.Password}@", StringComparison.Ordinal), file, "s3://box/k"], 1, "");
        await SayAsync("a presigned URL for a source", ["cp", presigned, _folder.File("back")], 2, "s3://");
        await SayAsync("a presigned URL too many", ["cp", file, "s3://box/k", presigned], 2, "http://");
        await SayAsync("a secret too many", ["doctor", "listen", Owner.Secret], 2, "");
        await SayAsync("a presigned URL for a file", ["cp", presigned, "s3://box/k"], 1, "There is no file");
        await SayAsync("a password in what is no endpoint", ["cp", "--endpoint-url", $"ftp://owner:{Owner.Password}@127.0.0.1", file, "s3://box/k"], 2, "no endpoint URL");
        await SayAsync("a presigned URL for an endpoint", ["cp", "--endpoint-url", presigned, file, "s3://box/k"], 1, "");
        await SayAsync("a profile file with a line that is none", ["cp", "--endpoint-url", url, file, "s3://box/k"], 1, "line 2", Profile($"[default]\naws_secret_access_key {Owner.Secret}\n"));
        await SayAsync("a profile with half a key", ["cp", "--endpoint-url", url, file, "s3://box/k"], 1, "", Profile($"[default]\naws_secret_access_key = {Owner.Secret}\naws_session_token = {Owner.Token}\n"));

        Assert.Contains(arrivals, arrival => Encoding.Latin1.GetString(arrival.Head).Contains(Owner.Token, StringComparison.Ordinal));
        foreach (var arrival in arrivals)
        {
            _words.AddSignatures(arrival.Head);
        }

        _artefacts.AssertWithout(_words);
    }

    [Fact]
    public async Task What_doctor_says_and_hands_on_holds_no_secret()
    {
        var file = _folder.Random("small", 1000);
        string[] copy = [OutsideProgram.Sealane, "cp", "--accelerate", file, "s3://my-bucket/k"];
        var env = OutsideProgram.Need("env");
        string[] withOwnKeys = [env, $"AWS_ACCESS_KEY_ID={Owner.AccessKeyId}", $"AWS_SECRET_ACCESS_KEY={Owner.Secret}", $"AWS_SESSION_TOKEN={Owner.Token}", .. copy];

        await SayAsync("a program with the lab's keys", ["doctor", "--", .. copy], 0, "1 request of Sealane");
        await SayAsync("a program with keys of its own", ["doctor", "--", .. withOwnKeys], 3, Owner.AccessKeyId);
        await SayAsync("a program with keys of its own, as JSON", ["doctor", "--json", "--", .. withOwnKeys], 3, Owner.AccessKeyId);
        await SayAsync("a program that prints its environment", ["doctor", "--", env], 3, "AWS_ACCESS_KEY_ID=" + LabKeys.AccessKeyId);

        _artefacts.AssertWithout(_words);
    }

    [Fact]
    public async Task What_try_says_and_records_holds_no_secret_but_the_labs_own_in_its_place()
    {
        await SayAsync("the story", ["try", _folder.Random("small", 1000), "--record", _folder.File("record")], 0, "SEAL101");
        _artefacts.AddFolder("the record", _folder.File("record"));
        Assert.True(_artefacts.CountWith("Signature=") > 100, "no heads were recorded");
        _artefacts.AssertWithout(_words);

        // The lab's keys are public, and still stand where they are documented to stand and nowhere else.
        var holders = Directory.EnumerateFiles(_folder.File("record"), "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains(LabKeys.SecretAccessKey, StringComparison.Ordinal));
        Assert.Equal("keys.json", Path.GetFileName(Assert.Single(holders)));
    }

    private static (string Name, string? Value)[] NoKeys => [("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null), ("AWS_SESSION_TOKEN", null)];

    // Keys come from this file alone.
    private (string Name, string? Value)[] Profile(string text)
    {
        File.WriteAllText(_folder.File("credentials"), text);
        return [.. NoKeys, ("AWS_SHARED_CREDENTIALS_FILE", _folder.File("credentials"))];
    }

    private async Task SayAsync(string name, string[] arguments, int exitCode, string word, params (string Name, string? Value)[] changes)
    {
        (string Name, string? Value)[] everything =
        [
            ("AWS_ACCESS_KEY_ID", Owner.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", Owner.Secret),
            ("AWS_SESSION_TOKEN", Owner.Token),
            ("AWS_SECURITY_TOKEN", Owner.Token),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", Owner.ContainerToken),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        ];

        var said = await BadInput.Command.RunAsync(_folder, arguments, [.. everything, .. changes]);

        Assert.True(said.ExitCode == exitCode, $"{name}: {said}");
        Assert.True($"{said}".Contains(word, StringComparison.Ordinal), $"{name}: {said}");
        Assert.False(BareSignature().IsMatch($"{said}"), $"{name} shows a signature");
        _artefacts.Add(name, said);
    }

    // A URL of the owner's, pasted where none belongs.
    private async Task<string> PresignAsync(Uri endpoint)
    {
        await using var s3 = new S3Client(new S3ClientOptions { EndpointUrl = endpoint, Credentials = new GivenCredentials(Owner.Credentials), Proxy = ProxyRules.None });
        var presigned = await s3.PresignGetAsync("box", "k", TimeSpan.FromMinutes(1));
        _words.AddSignatures(Encoding.ASCII.GetBytes($"GET {presigned.Url} HTTP/1.1\r\n\r\n"));
        return presigned.Url;
    }

    [GeneratedRegex("(?i)signature(=|%3d|\"?:\\s*\"?)[0-9a-f]{16}")]
    private static partial Regex BareSignature();
}
