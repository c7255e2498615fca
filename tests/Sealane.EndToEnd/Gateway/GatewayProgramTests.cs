using System.Collections.Concurrent;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.EndToEnd.Running;
using Sealane.Protocol.Objects;
using Sealane.Server;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.EndToEnd.Gateway;

/// <summary>The program in front of a store, its keys in a file and the store's in the environment.</summary>
public sealed class GatewayProgramTests : IDisposable
{
    private const string StoreSecret = "store/secret+that/only/the/gateway/has";
    private const string CallerSecret = "caller+secret/of/team+a";

    private readonly ScratchFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_lets_callers_in_with_the_files_keys_explains_refusals_and_never_says_a_secret()
    {
        var arrivals = new ConcurrentQueue<Arrival>();
        await using var store = await S3Server.StartAsync(new() { Credentials = [new("STOREKEY", StoreSecret)], OnArrival = arrivals.Enqueue });
        await store.EnsureBucketAsync("box");
        await using var gateway = await GatewayProgram.StartAsync(StoreEnvironment, "--upstream", store.Uri.ToString(), "--keys", Keys(), "--admin", "0");

        await using (var s3 = Client(gateway, CallerSecret))
        {
            await s3.PutObjectAsync("box", "k", "hello"u8.ToArray(), Cancellation);
            await using var found = await s3.GetObjectAsync("box", "k", Cancellation);
            using var copy = new MemoryStream();
            await found.Body.CopyToAsync(copy, Cancellation);
            Assert.Equal("hello"u8.ToArray(), copy.ToArray());
        }

        await using (var s3 = Client(gateway, CallerSecret[..^1]))
        {
            await Assert.ThrowsAsync<SignatureMismatchException>(() => s3.PutObjectAsync("box", "other", "hello"u8.ToArray(), Cancellation));
        }

        Assert.Equal(0, await gateway.StopAsync());
        Assert.Contains("TEAMA PutObject PUT /box/k 200", gateway.Said, StringComparison.Ordinal);
        Assert.Contains("SEAL107", gateway.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(StoreSecret, gateway.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(CallerSecret, gateway.Said, StringComparison.Ordinal);
        foreach (var arrival in arrivals)
        {
            Assert.DoesNotContain(arrival.Authorization!.Signature, gateway.Said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{ "keys": [ { "accessKeyId": "TEAMA", "secretAccessKey": "hush", "bukets": [] } ] }""", 1, "$.keys[0].bukets")]
    [InlineData(null, 2, "SEALANE_GATEWAY_ACCESS_KEY_ID")]
    public async Task Keys_that_cannot_be_used_are_a_sentence_with_the_remedy(string? json, int exit, string named)
    {
        if (json is not null)
        {
            await File.WriteAllTextAsync(_folder.File("keys.json"), json, Cancellation);
        }

        string[] keys = json is null ? [] : ["--keys", _folder.File("keys.json")];

        var said = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["gateway", "--listen", "0", "--upstream", "http://127.0.0.1:1", .. keys], StoreEnvironment);

        Assert.Equal(exit, said.ExitCode);
        Assert.Contains(named, said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", said.Error, StringComparison.Ordinal);
        Assert.Single(said.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Dictionary<string, string?> StoreEnvironment => new()
    {
        ["AWS_ACCESS_KEY_ID"] = "STOREKEY",
        ["AWS_SECRET_ACCESS_KEY"] = StoreSecret,
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["HTTP_PROXY"] = null,
        ["http_proxy"] = null,
    };

    private string Keys()
    {
        File.WriteAllText(_folder.File("keys.json"), $$"""{ "keys": [ { "accessKeyId": "TEAMA", "secretAccessKey": "{{CallerSecret}}", "buckets": ["box"] } ] }""");
        return _folder.File("keys.json");
    }

    private static S3Client Client(GatewayProgram gateway, string secret) => new(new()
    {
        EndpointUrl = gateway.Uri,
        Credentials = new GivenCredentials(new SigningCredentials("TEAMA", secret)),
        Proxy = ProxyRules.None,
        MaxAttempts = 1,
    });
}
