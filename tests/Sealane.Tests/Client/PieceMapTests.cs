using Sealane.Transfers;

namespace Sealane.Tests.Client;

public sealed class PieceMapTests
{
    [Fact]
    public void Pieces_tile_an_object_and_keep_to_its_parts_borders()
    {
        Assert.Equal([0L, 10, 20, 25], Borders(PieceMap.Tile(25, 10)));
        Assert.Equal([0L, 10], Borders(PieceMap.Tile(10, 10)));
        Assert.Equal([0L], Borders(PieceMap.Tile(0, 10)));
        Assert.Equal([0L, 10, 15, 25, 28], Borders(PieceMap.Within([15, 13], 10)));
        Assert.Equal([0L, 15, 28], Borders(PieceMap.Within([15, 13], null)));
    }

    [Fact]
    public void A_second_reader_begins_in_the_middle_of_what_is_left_and_a_third_in_the_longer_half()
    {
        var map = PieceMap.Tile(100, 10);
        Assert.Equal(new Claim(0, 99), map.ClaimInLongestRun());
        Assert.Equal(new Claim(5, 99), map.ClaimInLongestRun()); // pieces 1 to 9 are left, and the first reader comes to 1
        Assert.Equal(new Claim(3, 49), map.ClaimInLongestRun());
        Assert.False(map.TryClaim(5));
        Assert.True(map.TryClaim(1));
    }

    [Fact]
    public void A_run_that_nobody_reads_towards_is_begun_at_its_beginning()
    {
        var map = PieceMap.Tile(100, 10);
        map.Done(0, null);
        map.Done(9, null);
        Assert.Equal(new Claim(1, 89), map.ClaimInLongestRun());
    }

    /// <summary>Readers in any interleaving: each piece is claimed once, and requests stay far fewer than pieces.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 20)]
    [InlineData(8, 90)]
    public void Readers_in_any_interleaving_claim_each_piece_once_with_few_requests(int readers, int most)
    {
        var random = new Random(readers);
        for (var round = 0; round < 200; round++)
        {
            var map = PieceMap.Tile(1000, 1);
            var claimed = new HashSet<int>();
            var at = new (int Piece, long Last)?[readers];
            var requests = 0;
            for (var live = readers; live > 0;)
            {
                var reader = random.Next(readers);
                if (at[reader] is { Piece: < 0 })
                {
                    continue;
                }

                if (at[reader] is { } reading)
                {
                    map.Done(reading.Piece, null);
                    var next = reading.Piece + 1;
                    if (next <= reading.Last && map.TryClaim(next))
                    {
                        Assert.True(claimed.Add(next));
                        at[reader] = (next, reading.Last);
                        continue;
                    }
                }

                if (map.ClaimInLongestRun() is { } claim)
                {
                    requests++;
                    Assert.True(claimed.Add(claim.Piece));
                    at[reader] = (claim.Piece, claim.Last);
                }
                else
                {
                    at[reader] = (-1, 0);
                    live--;
                }
            }

            Assert.Equal(1000, claimed.Count);
            Assert.InRange(requests, 1, most);
        }
    }

    private static IEnumerable<long> Borders(PieceMap map) => Enumerable.Range(0, map.Count).Select(map.End).Prepend(0L);
}
