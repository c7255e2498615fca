using Sealane.Edge.Faults;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>The law behind the matrix: whatever goes wrong with a fifth of the requests, no transfer ends with other bytes than the right ones.</summary>
public sealed class RandomFaultTests
{
    private const int Transfers = 50;
    private const double Share = 0.2;
    private const int Largest = 3 * FaultyWay.PartSize;

    // Seeds that run each time; a seed that found something stays here.
    [Theory]
    [InlineData(1, TransportKind.HttpClient)]
    [InlineData(2, TransportKind.Sockets)]
    [InlineData(3, TransportKind.BlockingSockets)]
    public async Task Transfers_through_random_faults_end_in_the_right_bytes_or_in_an_error_that_names_the_object(int seed, TransportKind transport)
    {
        var random = new Random(seed);
        var faults = Enumerable.Range(0, 200).Select(_ => Draw(random)).ToArray();
        await using var way = await FaultyWay.StartAsync(FaultSchedule.Seeded(seed, Share, faults));
        await using var client = way.Client(transport, FaultyWay.ShortPatience);
        var verbs = Enum.GetValues<Verb>();
        var failures = 0;
        for (var i = 0; i < Transfers; i++)
        {
            // Half of them small, so that both forms are met often.
            var length = random.Next(2) == 0 ? random.Next(200_000) : random.Next(Largest);
            way.Hops.Clear();
            using var trip = await Trip.PrepareAsync(way, verbs[random.Next(verbs.Length)], length);
            var failure = await trip.GoAsync(client);
            await trip.CheckAsync(failure);
            failures += failure is null ? 0 : 1;
        }

        Assert.InRange(failures, 0, Transfers / 2);
    }

    private static Fault Draw(Random random)
    {
        var direction = (Direction)random.Next(2);
        var offset = random.Next(2) == 0 ? random.Next(10_000) : random.Next(FaultyWay.PartSize);
        return random.Next(13) switch
        {
            0 => Refuse.SlowDown,
            1 => Refuse.InternalError,
            2 => new Refuse(503, "ServiceUnavailable", Drains: false),
            3 or 4 => new Reset(direction, offset),
            5 or 6 => new Truncate(offset),
            7 => new Corrupt(direction, offset),
            8 => new Stall(direction, offset),
            9 => new StaleKeepAlive((Ending)random.Next(2)),
            10 => new DropRange(),
            11 => new WeakenETag(),
            _ => new Delay(direction, TimeSpan.FromMilliseconds(random.Next(100))),
        };
    }
}
