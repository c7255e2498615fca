using Sealane.Protocol.Checksums;

namespace Sealane.Transfers;

/// <summary>A run of pieces for one request.</summary>
/// <param name="Piece">The first piece, which is claimed.</param>
/// <param name="Last">The place of the last byte that the request is for; whoever comes meanwhile may claim pieces before it.</param>
internal readonly record struct Claim(int Piece, long Last);

/// <summary>
/// The pieces of an object that is downloaded: which are still wanted, which somebody is at, which are there and what their checksums are.
/// One thread at a time.
/// </summary>
/// <remarks>
/// <code>
///   done      ########............####........................
///   claimed           ^ reads on                 ^ here the next one begins: the middle of the longest run that nobody reads towards the end of
/// </code>
/// One reader takes everything in order, with one request. Each further one halves what is left, so that requests stay few and what is
/// written stays contiguous.
/// </remarks>
internal sealed class PieceMap
{
    private readonly long[] _borders;
    private readonly State[] _states;
    private readonly Checksum?[] _sums;

    private PieceMap(IReadOnlyList<long> lengths)
    {
        _borders = new long[lengths.Count + 1];
        for (var i = 0; i < lengths.Count; i++)
        {
            _borders[i + 1] = _borders[i] + lengths[i];
        }

        _states = new State[lengths.Count];
        _sums = new Checksum?[lengths.Count];
    }

    private enum State : byte
    {
        Wanted,
        Claimed,
        Done,
    }

    /// <summary>Pieces of one length, the last perhaps shorter; none of an object without bytes.</summary>
    public static PieceMap Tile(long length, long pieceLength) => new(Tiles(length, pieceLength));

    /// <summary>Pieces that respect the borders of an object's parts.</summary>
    /// <param name="parts">The parts' lengths in bytes, in order.</param>
    /// <param name="pieceLength">How long a piece is at most; null for as long as its part.</param>
    public static PieceMap Within(IReadOnlyList<long> parts, long? pieceLength) =>
        new([.. parts.SelectMany(part => Tiles(part, pieceLength ?? part))]);

    /// <summary>How many there are.</summary>
    public int Count => _states.Length;

    /// <summary>Whether any is done.</summary>
    public bool IsBegun => Array.IndexOf(_states, State.Done) >= 0;

    /// <summary>The place of a piece's first byte.</summary>
    public long Begin(int piece) => _borders[piece];

    /// <summary>The place behind a piece's last byte.</summary>
    public long End(int piece) => _borders[piece + 1];

    /// <summary>A piece's checksum, once it is done.</summary>
    public Checksum? Sum(int piece) => _sums[piece];

    public bool IsWanted(int piece) => piece < Count && _states[piece] == State.Wanted;

    public bool TryClaim(int piece)
    {
        if (!IsWanted(piece))
        {
            return false;
        }

        _states[piece] = State.Claimed;
        return true;
    }

    /// <summary>Claims where one more reader does best to begin; null when no piece is wanted.</summary>
    public Claim? ClaimInLongestRun()
    {
        var (begin, length) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            var from = i;
            while (IsWanted(i))
            {
                i++;
            }

            if (i - from > length)
            {
                (begin, length) = (from, i - from);
            }
        }

        if (length == 0)
        {
            return null;
        }

        var approached = begin > 0 && _states[begin - 1] == State.Claimed;
        var piece = approached ? begin + (length / 2) : begin;
        _states[piece] = State.Claimed;
        return new Claim(piece, End(begin + length - 1) - 1);
    }

    public void Done(int piece, Checksum? sum)
    {
        _states[piece] = State.Done;
        _sums[piece] = sum;
    }

    private static List<long> Tiles(long length, long pieceLength)
    {
        var tiles = new List<long>();
        for (; length > 0; length -= pieceLength)
        {
            tiles.Add(Math.Min(length, pieceLength));
        }

        return tiles;
    }
}
