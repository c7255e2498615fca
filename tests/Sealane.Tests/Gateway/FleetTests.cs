using Amazon.S3;
using Amazon.S3.Model;
using Sealane.Gateway;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using PutObjectRequest = Sealane.Protocol.Objects.PutObjectRequest;

namespace Sealane.Tests.Gateway;

/// <summary>Several gateways before one store: any of them serves any request, and none is missed when it goes.</summary>
public sealed class FleetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_parts_of_one_upload_may_go_through_different_gateways()
    {
        await using var gated = await GatedStore.StartAsync();
        await using var other = await S3Gateway.StartAsync(GatedStore.Options(gated.StoreUri));
        using var one = gated.Sdk();
        using var two = gated.Sdk(with: config => config.ServiceURL = other.Uri.ToString());
        var content = new byte[(5 << 20) + 10];
        new Random(7).NextBytes(content);

        var upload = (await one.InitiateMultipartUploadAsync("box", "k", Cancellation)).UploadId;
        Task<UploadPartResponse> PartAsync(AmazonS3Client s3, int number, byte[] bytes) => s3.UploadPartAsync(
            new() { BucketName = "box", Key = "k", UploadId = upload, PartNumber = number, InputStream = new MemoryStream(bytes) }, Cancellation);
        var first = await PartAsync(two, 1, content[..(5 << 20)]);
        var second = await PartAsync(one, 2, content[(5 << 20)..]);
        await two.CompleteMultipartUploadAsync(new() { BucketName = "box", Key = "k", UploadId = upload, PartETags = [new(first), new(second)] }, Cancellation);

        Assert.Equal(content, await gated.StoredAsync("k"));
    }

    [Fact]
    public async Task When_a_gateway_dies_inside_an_upload_the_clients_next_attempt_succeeds_through_another()
    {
        await using var gated = await GatedStore.StartAsync();
        await using var other = await S3Gateway.StartAsync(GatedStore.Options(gated.StoreUri));
        await using var balancer = new RoundRobin(gated.Gateway.EndPoint, other.EndPoint);
        await using var s3 = gated.Client(options => options with { EndpointUrl = balancer.Uri, MaxAttempts = 3 });
        var content = new byte[3 << 20];
        new Random(9).NextBytes(content);
        using var dying = new DyingStream(content, 1 << 20, () => gated.Gateway.DisposeAsync());

        await s3.PutObjectAsync(new PutObjectRequest { Bucket = "box", Key = "k", Body = new Body.Stream(dying, content.Length) }, Cancellation);

        Assert.True(dying.HasKilled);
        Assert.Equal(content, await gated.StoredAsync("k"));
        Assert.All(gated.Arrivals.Where(arrival => arrival.Status == 200), arrival => Assert.Equal(GatedStore.StoreKey.AccessKeyId, arrival.Authorization!.AccessKeyId));
    }

    [Fact]
    public async Task A_gateway_that_stops_lets_what_is_under_way_end()
    {
        await using var gated = await GatedStore.StartAsync(options => options with { Patience = TimeSpan.FromSeconds(30) });
        await using var s3 = gated.Client();
        var content = new byte[3 << 20];
        Task? stopping = null;
        using var slow = new DyingStream(content, 1 << 20, () =>
        {
            stopping = gated.Gateway.DisposeAsync().AsTask();
            return ValueTask.CompletedTask;
        });

        await s3.PutObjectAsync(new PutObjectRequest { Bucket = "box", Key = "k", Body = new Body.Stream(slow, content.Length) }, Cancellation);
        await stopping!;

        Assert.Equal(content, await gated.StoredAsync("k"));
    }

    // A stream that does something once when it has been read so far; it can be read again.
    private sealed class DyingStream(byte[] content, long at, Func<ValueTask> then) : MemoryStream(content, writable: false)
    {
        public bool HasKilled { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= at && !HasKilled)
            {
                HasKilled = true;
                await then();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
