using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Edge.Faults;
using Sealane.EndToEnd.Running;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>Credentials that expire in the middle of a transfer.</summary>
public sealed class CredentialTests
{
    private const int Parts = (3 * FaultyWay.PartSize) + 1000;

    // Set at the end of the first request, before the client hears of it: all others are signed afterwards.
    private volatile bool _isExpired;

    [Theory]
    [InlineData(Verb.UploadFile)]
    [InlineData(Verb.UploadStream)]
    [InlineData(Verb.DownloadFile)]
    public async Task Credentials_that_their_source_renews_carry_a_transfer_on(Verb verb)
    {
        await using var way = await StartAsync();
        using var trip = await Trip.PrepareAsync(way, verb, Parts);
        await using var client = way.Client(TransportKind.HttpClient, options => options with { Credentials = new Renewed(() => _isExpired ? FaultyWay.NextKey : FaultyWay.Key) });

        var failure = await trip.GoAsync(client);

        Assert.Null(failure);
        Assert.True(_isExpired);
        await trip.CheckAsync(failure);
    }

    [Theory]
    [InlineData(Verb.UploadFile)]
    [InlineData(Verb.UploadStream)]
    [InlineData(Verb.DownloadFile)]
    public async Task Credentials_that_nobody_renews_end_a_transfer_with_their_name(Verb verb)
    {
        await using var way = await StartAsync();
        using var trip = await Trip.PrepareAsync(way, verb, Parts);
        await using var client = way.Client(TransportKind.HttpClient);

        var failure = Assert.IsType<S3Exception>(await trip.GoAsync(client));

        Assert.Equal("ExpiredToken", failure.Code);
        if (Trip.IsUpload(verb))
        {
            // Who has no right to send parts any more has none to give them up either; the upload is there to be cleared.
            Assert.Equal(1, await way.UnfinishedUploadsAsync());
            await using var direct = way.Direct();
            await UnfinishedUploads.ClearAsync(direct, FaultyWay.Bucket);
        }

        await trip.CheckAsync(failure);
    }

    private Task<FaultyWay> StartAsync() => FaultyWay.StartAsync(
        FaultSchedule.Always(new Refuse(400, "ExpiredToken")).Where(head => _isExpired && head.Value("authorization")!.Contains(FaultyWay.Key.AccessKeyId, StringComparison.Ordinal)),
        _ => _isExpired = true);

    private sealed class Renewed(Func<SigningCredentials> current) : ICredentialSource
    {
        public string Description => "a source that renews";

        public ValueTask<SigningCredentials?> FindAsync(CancellationToken cancellationToken = default) => new(current());
    }
}
