using Sealane.Edge.Faults;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>A client whose clock is off by an hour, from the beginning or from the middle of a transfer on.</summary>
public sealed class ClockTests
{
    private const int Parts = (2 * FaultyWay.PartSize) + 1000;

    [Theory]
    [InlineData(Verb.UploadFile, false)]
    [InlineData(Verb.UploadFile, true)]
    [InlineData(Verb.UploadStream, false)]
    [InlineData(Verb.UploadStream, true)]
    [InlineData(Verb.DownloadFile, false)]
    [InlineData(Verb.DownloadFile, true)]
    [InlineData(Verb.ReadStream, false)]
    public async Task A_transfer_by_a_clock_that_is_off_by_an_hour_arrives(Verb verb, bool fromTheMiddle)
    {
        var time = new Shifted();
        await using var way = await FaultyWay.StartAsync(FaultSchedule.None, _ => time.By = TimeSpan.FromHours(-1), time);
        using var trip = await Trip.PrepareAsync(way, verb, Parts);
        time.By = fromTheMiddle ? TimeSpan.Zero : TimeSpan.FromHours(-1);
        await using var client = way.Client(TransportKind.HttpClient);

        var failure = await trip.GoAsync(client);

        Assert.Null(failure);
        await trip.CheckAsync(failure);
    }

    private sealed class Shifted : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }
}
