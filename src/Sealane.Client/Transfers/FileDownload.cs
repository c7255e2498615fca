using System.Buffers;
using Sealane.Flow;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Fetches the pieces of one object into a file, over as many connections as pay.</summary>
/// <remarks>
/// <code>
///   step   take the answer that somebody left open, if the piece it comes to is wanted
///          else claim in the longest run of wanted pieces, and GET it with Range and If-Match
///          fill the buffer -> write -> CRC, until the piece is there -> map, journal
///          leave the answer open for the next step
/// </code>
/// So one connection is one request, whatever the number of pieces, and each further one costs a request only where it begins.
/// </remarks>
internal sealed class FileDownload(Sender sender, GetObjectRequest request, PinnedObject pinned, PieceMap map, TargetFile file, ProgressLedger ledger) : IDisposable
{
    private const int BufferSize = PayloadWriter.BufferSize;

    private readonly Lock _lock = new();
    private readonly Stack<Cursor> _open = new();
    private long _inOrder;

    /// <summary>The algorithm of the pieces' checksums; null when nobody asks for them.</summary>
    public ChecksumAlgorithm? PieceAlgorithm { get; init; }

    /// <summary>Takes in the bytes from the object's first one on for as long as they come in order: a digest that does not combine.</summary>
    public ChecksumHasher? WholeHasher { get; init; }

    /// <summary>How many bytes <see cref="WholeHasher"/> has seen.</summary>
    public long InOrder => Volatile.Read(ref _inOrder);

    public DownloadJournal? Journal { get; init; }

    /// <summary>Takes over the pieces that the journal has and the file has, too.</summary>
    /// <returns>Their bytes.</returns>
    public long TakeOver(CancellationToken cancellationToken)
    {
        var algorithm = PieceAlgorithm!.Value;
        var taken = 0L;
        using var hasher = new ChecksumHasher(algorithm);
        foreach (var (piece, sum) in Journal!.Written(algorithm))
        {
            if (map.IsWanted(piece) && FileProof.ReadBack(hasher, file, map.Begin(piece), map.End(piece), cancellationToken) == sum)
            {
                map.Done(piece, sum);
                taken += map.End(piece) - map.Begin(piece);
                ledger.AddPart();
            }
        }

        ledger.Add(taken);
        return taken;
    }

    /// <summary>Fetches what is wanted.</summary>
    /// <param name="workers">Who does it.</param>
    /// <param name="first">The answer for the whole object, or null.</param>
    /// <param name="cancellationToken">Ends it; what was written stays.</param>
    public async Task RunAsync(Workers workers, VerifiedStream? first, CancellationToken cancellationToken)
    {
        if (first is not null)
        {
            first.LeaveUnverified();
            _open.Push(new Cursor(first, pinned.Length - 1, PieceAlgorithm));
        }

        await workers.RunAsync(StepAsync, cancellationToken, map.Count).ConfigureAwait(false);
    }

    public void Dispose()
    {
        while (_open.TryPop(out var cursor))
        {
            cursor.Dispose();
        }
    }

    private async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        var (cursor, claim) = Take();
        if (claim is not { } taken)
        {
            return false;
        }

        try
        {
            cursor ??= new Cursor(
                await sender.OpenRangeAsync(request, pinned, map.Begin(taken.Piece), taken.Last, cancellationToken).ConfigureAwait(false), taken.Last, PieceAlgorithm);
            await FetchAsync(cursor, taken.Piece, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            cursor?.Dispose();
            throw;
        }

        Leave(cursor, taken.Piece);
        return true;
    }

    private (Cursor? Cursor, Claim? Claim) Take()
    {
        lock (_lock)
        {
            while (_open.TryPop(out var cursor))
            {
                if (map.TryClaim(cursor.Next))
                {
                    return (cursor, new Claim(cursor.Next, cursor.Last));
                }

                cursor.Dispose(); // somebody began where it has come to
            }

            return (null, map.ClaimInLongestRun());
        }
    }

    private void Leave(Cursor cursor, int piece)
    {
        var sum = cursor.Hasher?.Current();
        cursor.Hasher?.Reset();
        if (sum is { } written)
        {
            Journal?.Add(piece, written);
        }

        ledger.AddPart();
        lock (_lock)
        {
            map.Done(piece, sum);
            cursor.Next = piece + 1;
            if (map.End(piece) <= cursor.Last && map.IsWanted(cursor.Next))
            {
                _open.Push(cursor);
                return;
            }
        }

        cursor.Dispose();
    }

    // A whole buffer is gathered before it is written: each write costs more than the bytes in it. It is written on this thread, since
    // handing it to another one costs more than the page cache does.
    private async ValueTask FetchAsync(Cursor cursor, int piece, CancellationToken cancellationToken)
    {
        for (var (at, end) = (map.Begin(piece), map.End(piece)); at < end;)
        {
            var wanted = (int)Math.Min(BufferSize, end - at);
            for (var filled = 0; filled < wanted;)
            {
                var read = await cursor.Source.ReadAsync(cursor.Buffer.AsMemory(filled, wanted - filled), cancellationToken).ConfigureAwait(false);
                filled += read > 0 ? read : throw new EndOfStreamException($"{pinned.Name} ended before its length.");
            }

            var bytes = cursor.Buffer.AsSpan(0, wanted);
            file.Write(bytes, at);
            cursor.Hasher?.Append(bytes);
            if (WholeHasher is not null && Volatile.Read(ref _inOrder) == at)
            {
                WholeHasher.Append(bytes);
                Volatile.Write(ref _inOrder, at + wanted);
            }

            at += wanted;
            ledger.Add(wanted);
        }
    }

    /// <summary>An answer that is being read.</summary>
    private sealed class Cursor(VerifiedStream source, long last, ChecksumAlgorithm? algorithm) : IDisposable
    {
        public VerifiedStream Source => source;

        /// <summary>The place of the last byte that it has.</summary>
        public long Last => last;

        /// <summary>The piece that comes next.</summary>
        public int Next { get; set; }

        public byte[] Buffer { get; } = ArrayPool<byte>.Shared.Rent(BufferSize);

        public ChecksumHasher? Hasher { get; } = algorithm is { } stated ? new ChecksumHasher(stated) : null;

        public void Dispose()
        {
            source.Dispose();
            Hasher?.Dispose();
            ArrayPool<byte>.Shared.Return(Buffer);
        }
    }
}
