using Sealane.Edge.Faults;

namespace Sealane.Tests.Edge;

public sealed class FaultScheduleTests
{
    private static readonly Fault[] Some = [new Hang(), new Truncate(5), Refuse.SlowDown];

    [Fact]
    public void A_seed_draws_the_same_lots_on_every_machine() => Assert.Equal(
        [null, null, null, null, "503 SlowDown", null, null, null],
        First(FaultSchedule.Seeded(1, 0.3, Some), 8));

    [Fact]
    public void A_share_of_the_requests_meets_each_fault_as_often_as_the_other()
    {
        var drawn = First(FaultSchedule.Seeded(9, 0.2, Some), 6000).OfType<string>().ToArray();

        Assert.InRange(drawn.Length, 1000, 1400);
        Assert.All(drawn.CountBy(name => name), pair => Assert.InRange(pair.Value, 300, 500));
        Assert.Equal(3, drawn.Distinct().Count());
    }

    [Fact]
    public void The_first_requests_meet_a_fault_and_those_after_none() =>
        Assert.Equal(["no answer", "no answer", null, null], First(FaultSchedule.First(2, new Hang()), 4));

    [Fact]
    public void A_cycle_spares_whom_it_says_and_begins_again_after_its_last_fault() =>
        Assert.Equal(["no answer", null, "no answer", null], First(FaultSchedule.Cycle(new Hang(), null), 4));

    [Fact]
    public void A_schedule_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => FaultSchedule.Cycle());
        Assert.Throws<ArgumentException>(() => FaultSchedule.Seeded(1, 0.5));
    }

    private static string?[] First(FaultSchedule schedule, int count) => [.. Enumerable.Range(0, count).Select(index => schedule[index]?.ToString())];
}
