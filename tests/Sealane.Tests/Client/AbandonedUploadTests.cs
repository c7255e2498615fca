using Sealane.Credentials;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public sealed class AbandonedUploadTests
{
    private const string Created = "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>the-id</UploadId></InitiateMultipartUploadResult>";

    [Theory]
    [InlineData(TransportKind.HttpClient)]
    [InlineData(TransportKind.Sockets)]
    [InlineData(TransportKind.BlockingSockets)]
    public async Task An_upload_that_is_cancelled_while_S3_begins_it_is_given_up(TransportKind transport)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(
            Reply.Ok(Created) with { After = asked.Task },
            Reply.Bare(204));
        using var cut = new CancellationTokenSource();
        await using var client = Client(server, transport);
        var uploading = Task.Run(() => client.UploadMemoryAsync("b", "k", new byte[100], cancellationToken: cut.Token), TestContext.Current.CancellationToken);
        while (server.Requests.Count == 0)
        {
            await Task.Yield();
        }

        await cut.CancelAsync();
        asked.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploading);
        Assert.Equal(["POST /b/k?uploads HTTP/1.1", "DELETE /b/k?uploadId=the-id HTTP/1.1"], server.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for_for_long()
    {
        await using var server = new ScriptedServer(new Reply { Hangs = true });
        using var cut = new CancellationTokenSource();
        await using var client = Client(server, TransportKind.Sockets);
        var uploading = client.UploadMemoryAsync("b", "k", new byte[100], cancellationToken: cut.Token);
        while (server.Requests.Count == 0)
        {
            await Task.Yield();
        }

        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private static S3Client Client(ScriptedServer server, TransportKind transport) => new(new S3ClientOptions
    {
        Region = "us-east-1",
        EndpointUrl = server.Url,
        Credentials = new GivenCredentials("AKID", "SECRET"),
        Proxy = ProxyRules.None,
        Transport = transport,
        PartSize = 10,
        MultipartThreshold = 10,
    });
}
