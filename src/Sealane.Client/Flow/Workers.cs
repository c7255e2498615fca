using System.Runtime.ExceptionServices;

namespace Sealane.Flow;

/// <summary>Runs the steps of a transfer on as many lanes as the pace has free; the first failure ends them all. One a client.</summary>
/// <remarks>
/// The first worker is the caller itself, so a transfer always goes on, and one of a single lane costs no thread. A run inside a step of
/// another (the parts of one file among many) begins on that step's lane and widens as lanes come free.
/// </remarks>
/// <param name="pace">Says how many lanes there are.</param>
/// <param name="blocks">Whether a step sits in system calls: each further worker is then a thread of its own, else a task.</param>
internal sealed class Workers(Pace pace, bool blocks)
{
    // A step that runs a second set of steps has a lane already.
    private static readonly AsyncLocal<bool> InLane = new();

    /// <summary>Whether a step sits in system calls.</summary>
    public bool Blocks => blocks;

    /// <summary>Calls a step again and again, on several lanes, until one call returns false and all have ended.</summary>
    /// <param name="step">Does one piece of work; false when there was none left. Called by several workers at a time.</param>
    /// <param name="cancellationToken">Ends it; each step gets a token that a failure of another one cancels too.</param>
    /// <param name="pieces">How many pieces there are, where that is known: no more workers than that.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunAsync(Func<CancellationToken, ValueTask<bool>> step, CancellationToken cancellationToken, long pieces = long.MaxValue)
    {
        using var run = new Run(pace, blocks, step, pieces, cancellationToken);
        var entered = !InLane.Value;
        if (entered)
        {
            pace.Enter();
        }

        // Set in this method only, or in the worker's: the caller's own flow does not see it.
        InLane.Value = true;
        pace.Room += run.Widen;
        try
        {
            run.Widen();
            await run.WorkAsync(surplus: false).ConfigureAwait(false);
        }
        finally
        {
            pace.Room -= run.Widen;
            await run.JoinAsync().ConfigureAwait(false);
            if (entered)
            {
                pace.Leave();
            }
        }

        run.Rethrow();
    }

    /// <summary>One set of steps.</summary>
    private sealed class Run : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly List<Task> _tasks = [];
        private readonly List<Thread> _threads = [];
        private readonly Pace _pace;
        private readonly bool _blocks;
        private readonly Func<CancellationToken, ValueTask<bool>> _step;
        private readonly long _pieces;
        private readonly CancellationToken _outer;
        private readonly CancellationTokenSource _stop;

        // A worker may be started from within another run, whose activity is none of its business.
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private ExceptionDispatchInfo? _failure;
        private int _started = 1;
        private volatile bool _ended;

        public Run(Pace pace, bool blocks, Func<CancellationToken, ValueTask<bool>> step, long pieces, CancellationToken outer)
        {
            (_pace, _blocks, _step, _pieces, _outer) = (pace, blocks, step, pieces, outer);
            _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        }

        /// <summary>Starts workers on all lanes that are free.</summary>
        public void Widen()
        {
            lock (_lock)
            {
                while (!_ended && _started < _pieces && _pace.TryEnter())
                {
                    _started++;
                    if (_context is null)
                    {
                        Start();
                    }
                    else
                    {
                        ExecutionContext.Run(_context, static run => ((Run)run!).Start(), this);
                    }
                }
            }
        }

        /// <summary>One worker.</summary>
        /// <param name="surplus">Whether it has a lane of its own, which it gives back.</param>
        public async Task WorkAsync(bool surplus)
        {
            InLane.Value = true;
            var left = false;
            try
            {
                while (!_ended && !_stop.IsCancellationRequested)
                {
                    if (!await _step(_stop.Token).ConfigureAwait(false))
                    {
                        _ended = true;
                    }
                    else if (surplus && _pace.TryLeaveSurplus())
                    {
                        left = true;
                        break;
                    }
                }
            }
            catch (Exception fault)
            {
                Fail(fault);
            }

            if (surplus)
            {
                lock (_lock)
                {
                    _started--;
                }

                if (!left)
                {
                    _pace.Leave();
                }
            }
        }

        /// <summary>Waits for the other workers.</summary>
        public async Task JoinAsync()
        {
            Task[] tasks;
            Thread[] threads;
            lock (_lock)
            {
                _ended = true;
                (tasks, threads) = ([.. _tasks], [.. _threads]);
            }

            foreach (var thread in threads)
            {
                thread.Join();
            }

            await Task.WhenAll(tasks).ConfigureAwait(false);
        }

        public void Rethrow()
        {
            _outer.ThrowIfCancellationRequested();
            _failure?.Throw();
        }

        public void Dispose() => _stop.Dispose();

        private void Start()
        {
            if (_blocks)
            {
                var thread = new Thread(() => WorkAsync(surplus: true).GetAwaiter().GetResult()) { IsBackground = true, Name = "Sealane worker" };
                _threads.Add(thread);
                thread.Start();
            }
            else
            {
                _tasks.Add(Task.Run(() => WorkAsync(surplus: true)));
            }
        }

        private void Fail(Exception fault)
        {
            _ended = true;
            if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(fault), null) is null)
            {
                _stop.Cancel();
            }
        }
    }
}
