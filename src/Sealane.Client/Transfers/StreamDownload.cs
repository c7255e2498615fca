using System.Buffers;
using Sealane.Flow;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Fetches the pieces of one object and hands them on in order, over as many connections as pay.</summary>
/// <remarks>
/// <code>
///   the piece whose turn it is     goes straight through, a buffer at a time
///   a piece ahead of its turn      is held in memory out of the client's budget; whoever finishes the one before hands it on
/// </code>
/// So one connection is one request and no memory, and each further one holds a piece. A piece takes its memory before it is claimed: the
/// one whose turn it is never waits for memory that those behind it hold.
/// </remarks>
internal sealed class StreamDownload(
    Sender sender, GetObjectRequest request, PinnedObject pinned, PieceMap map, Stream destination, MemoryBudget memory, OrderedProof proof, ProgressLedger ledger) : IDisposable
{
    private const int BufferSize = PayloadWriter.BufferSize;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, byte[]> _ready = [];
    private Answer? _open;
    private int _next;
    private int _claimed;

    /// <summary>Fetches all of it.</summary>
    /// <param name="workers">Who does it.</param>
    /// <param name="first">The answer for the whole object.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Workers workers, VerifiedStream first, CancellationToken cancellationToken)
    {
        first.LeaveUnverified();
        _open = new Answer(first, 0, pinned.Length - 1);
        await workers.RunAsync(StepAsync, cancellationToken, map.Count).ConfigureAwait(false);
        proof.Finish();
    }

    public void Dispose()
    {
        _open?.Source.Dispose();
        foreach (var piece in _ready.Keys)
        {
            Return(piece, _ready[piece]);
        }
    }

    private async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        var (piece, held, answer) = await ClaimAsync(cancellationToken).ConfigureAwait(false);
        if (piece < 0)
        {
            return false;
        }

        try
        {
            answer ??= await OpenAsync(piece, cancellationToken).ConfigureAwait(false);
            if (held is null)
            {
                await PassAsync(answer.Source, piece, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await ReadAsync(answer.Source, held.AsMemory(0, Length(piece)), cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            answer?.Source.Dispose();
            if (held is not null)
            {
                Return(piece, held);
            }

            throw;
        }

        Leave(answer, piece);
        ledger.AddPart();
        await HandOnAsync(piece, held, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // The next piece, or -1; memory for it if it is not its turn; the answer that has come to it, if there is one.
    private async ValueTask<(int Piece, byte[]? Held, Answer? Answer)> ClaimAsync(CancellationToken cancellationToken)
    {
        for (var budget = 0; ;)
        {
            lock (_lock)
            {
                if (_claimed == map.Count)
                {
                    memory.Return(budget);
                    return (-1, null, null);
                }

                var isTurn = _claimed == _next;
                if (isTurn || budget >= Length(_claimed))
                {
                    memory.Return(isTurn ? budget : budget - Length(_claimed));
                    var answer = _open;
                    _open = null;
                    if (answer is not null && answer.Next != _claimed)
                    {
                        answer.Source.Dispose(); // somebody began where it has come to
                        answer = null;
                    }

                    var piece = _claimed++;
                    return (piece, isTurn ? null : ArrayPool<byte>.Shared.Rent(Length(piece)), answer);
                }
            }

            budget = Length(0); // the longest
            await memory.TakeAsync(budget, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Answer> OpenAsync(int piece, CancellationToken cancellationToken)
    {
        var last = sender.Settings.Pace.Width == 1 ? pinned.Length - 1 : map.End(piece) - 1;
        return new Answer(await sender.OpenRangeAsync(request, pinned, map.Begin(piece), last, cancellationToken).ConfigureAwait(false), piece, last);
    }

    private async ValueTask PassAsync(VerifiedStream source, int piece, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var (at, end) = (map.Begin(piece), map.End(piece)); at < end;)
            {
                var bytes = buffer.AsMemory(0, (int)Math.Min(BufferSize, end - at));
                await ReadAsync(source, bytes, cancellationToken).ConfigureAwait(false);
                proof.Append(bytes.Span);
                await destination.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                at += bytes.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask ReadAsync(VerifiedStream source, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var read = await source.ReadAsync(bytes, cancellationToken).ConfigureAwait(false);
            bytes = read > 0 ? bytes[read..] : throw new EndOfStreamException($"{pinned.Name} ended before its length.");
            ledger.Add(read);
        }
    }

    private void Leave(Answer answer, int piece)
    {
        lock (_lock)
        {
            if (map.End(piece) <= answer.Last && _claimed == piece + 1 && _open is null)
            {
                answer.Next = piece + 1;
                _open = answer;
                return;
            }
        }

        answer.Source.Dispose();
    }

    // Whoever has the piece whose turn it is hands on what is ready behind it, too; nobody else has the turn meanwhile.
    private async ValueTask HandOnAsync(int piece, byte[]? held, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (piece != _next)
                {
                    _ready.Add(piece, held!);
                    return;
                }
            }

            if (held is not null)
            {
                try
                {
                    var bytes = held.AsMemory(0, Length(piece));
                    proof.Append(bytes.Span);
                    await destination.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    Return(piece, held);
                }
            }

            lock (_lock)
            {
                piece = ++_next;
                if (!_ready.Remove(piece, out held))
                {
                    return;
                }
            }
        }
    }

    private int Length(int piece) => (int)(map.End(piece) - map.Begin(piece));

    private void Return(int piece, byte[] held)
    {
        ArrayPool<byte>.Shared.Return(held);
        memory.Return(Length(piece));
    }

    /// <summary>An answer that is being read.</summary>
    private sealed class Answer(VerifiedStream source, int next, long last)
    {
        public VerifiedStream Source => source;

        /// <summary>The place of the last byte that it has.</summary>
        public long Last => last;

        /// <summary>The piece that comes next.</summary>
        public int Next { get; set; } = next;
    }
}
