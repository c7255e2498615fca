using Sealane.Edge.Relay;

namespace Sealane.Tests.Edge;

public sealed class HoldScheduleTests
{
    [Fact]
    public void A_seed_gives_the_same_holds_on_every_machine() => Assert.Equal(
        ["nothing", "nothing", "whole body", "whole body", "nothing", "1024 bytes", "whole body", "2048 bytes"],
        HoldSchedule.Seeded(1).First(8).Select(hold => hold.ToString()));

    [Fact]
    public void A_seed_mixes_the_three_kinds_of_hold()
    {
        var holds = HoldSchedule.Seeded(20).First(600);

        Assert.InRange(holds.OfType<HoldWholeBody>().Count(), 150, 250);
        Assert.InRange(holds.OfType<HoldNothing>().Count(), 150, 250);
        Assert.Equal(13, holds.OfType<HoldBytes>().Distinct().Count());
        Assert.NotEqual(holds, HoldSchedule.Seeded(21).First(600));
    }

    [Fact]
    public void A_cycle_begins_again_after_its_last_hold() => Assert.Equal(
        [new HoldNothing(), new HoldBytes(5), new HoldNothing()], HoldSchedule.Cycle(new HoldNothing(), new HoldBytes(5)).First(3));

    [Fact]
    public void A_cycle_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => HoldSchedule.Cycle());
}
