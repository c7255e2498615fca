using Sealane.Diagnostics;
using Sealane.Flow;

namespace Sealane.Tests.Client;

public sealed class FlowTests
{
    private static readonly TimeSpan Window = Pace.Window;

    [Theory]
    [InlineData(4, 4)] // beyond 4 lanes nothing is gained
    [InlineData(1, 1)]
    [InlineData(1000, 64)]
    public void The_pace_widens_while_that_pays_and_stays_where_it_does_not(int useful, int settles)
    {
        var state = PaceState.Start;
        for (var i = 0; i < 40; i++)
        {
            state = PaceRule.After(state, Math.Min(state.Width, useful) * 1e6, 64);
        }

        Assert.Equal((settles, settles), (state.Width, state.Proven));
    }

    [Fact]
    public void After_a_rest_the_pace_tries_again()
    {
        var widths = new HashSet<int>();
        var (state, useful) = (PaceState.Start, 2);
        for (var i = 0; i < 3 * PaceRule.RestWindows; i++)
        {
            state = PaceRule.After(state, Math.Min(state.Width, useful) * 1e6, 64);
            widths.Add(state.Width);
            useful = i < PaceRule.RestWindows ? 2 : 16;
        }

        Assert.Equal([2, 4, 8, 16, 32], widths.Order());
        Assert.Equal(16, state.Proven);
    }

    [Fact]
    public void SlowDown_halves_the_lanes_and_a_storm_of_it_counts_once()
    {
        Assert.Equal(4, PaceRule.AfterSlowDown(PaceState.Start with { Width = 8, Proven = 8 }).Width);
        Assert.Equal(1, PaceRule.AfterSlowDown(PaceState.Start).Width);
        var clock = new ManualTicks();
        var pace = Pace.Adaptive(64, clock);
        Fill(pace);
        for (var i = 0; i < 8; i++)
        {
            Pass(pace, clock, 1_000_000L * pace.Width * pace.Width);
        }

        Assert.Equal(16, pace.Width);
        for (var i = 0; i < 10; i++)
        {
            pace.SlowDown();
        }

        Assert.Equal(8, pace.Width);
        while (pace.TryLeaveSurplus())
        {
        }

        Pass(pace, clock, 1_000_000);
        pace.SlowDown();
        Assert.Equal(4, pace.Width);
    }

    [Fact]
    public void A_window_in_which_a_lane_stood_idle_says_nothing()
    {
        var clock = new ManualTicks();
        var pace = Pace.Adaptive(64, clock);
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(Window);
            pace.Moved(1_000_000);
        }

        Assert.Equal(1, pace.Width);
        Fill(pace);
        Pass(pace, clock, 1_000_000); // it began idle
        Assert.Equal(1, pace.Width);
        Pass(pace, clock, 1_000_000);
        Assert.Equal(2, pace.Width);
        Pass(pace, clock, 1_000_000); // settles
        pace.Leave();
        Pass(pace, clock, 9_000_000); // a lane was idle for a while
        Pass(pace, clock, 9_000_000); // and was taken again
        Assert.Equal(2, pace.Width);
        Pass(pace, clock, 9_000_000);
        Assert.Equal(4, pace.Width);
    }

    [Fact]
    public void Many_short_objects_begin_with_a_few_lanes_and_a_long_one_with_one()
    {
        var clock = new ManualTicks();
        var pace = Pace.Adaptive(64, clock);
        pace.BeginSmall(1_000_000);
        Assert.Equal(1, pace.Width);
        pace.BeginSmall(4096);
        Assert.Equal(4, pace.Width);
        Fill(pace);
        Pass(pace, clock, 1_000_000); // settles
        Pass(pace, clock, 1_000_000);
        Assert.Equal(8, pace.Width);
        Fill(pace);
        Pass(pace, clock, 1_000_000); // settles
        Pass(pace, clock, 1_000_000); // did not pay
        pace.BeginSmall(4096);
        Assert.Equal(4, pace.Width);
        Assert.Equal(2, Beginning(Pace.Adaptive(2, clock)));

        static int Beginning(Pace pace)
        {
            pace.BeginSmall(0);
            return pace.Width;
        }
    }

    [Fact]
    public void A_stated_width_is_kept_whatever_happens()
    {
        var pace = Pace.Fixed(3);
        pace.BeginSmall(4096);
        pace.Moved(1_000_000_000);
        pace.SlowDown();
        Fill(pace);
        Assert.Equal(3, pace.Width);
        Assert.False(pace.TryEnter());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Workers_do_every_piece_once_and_never_more_at_a_time_than_there_are_lanes(bool blocks)
    {
        var workers = new Workers(Pace.Fixed(4), blocks);
        var (next, running, most) = (0, 0, 0);
        var done = new int[200];
        var threads = new HashSet<int>();
        await workers.RunAsync(
            async token =>
            {
                if (Interlocked.Increment(ref next) is var piece && piece > done.Length)
                {
                    return false;
                }

                lock (done)
                {
                    most = Math.Max(most, ++running);
                    threads.Add(Environment.CurrentManagedThreadId);
                }

                if (blocks)
                {
                    Thread.Yield();
                }
                else
                {
                    await Task.Yield();
                }

                Interlocked.Increment(ref done[piece - 1]);
                lock (done)
                {
                    running--;
                }

                return true;
            },
            TestContext.Current.CancellationToken,
            done.Length);
        Assert.All(done, times => Assert.Equal(1, times));
        Assert.InRange(most, 1, 4);
        Assert.True(!blocks || threads.Count <= 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_failure_ends_the_other_workers_and_is_what_comes_out(bool blocks)
    {
        var workers = new Workers(Pace.Fixed(3), blocks);
        var started = 0;
        using var all = new CountdownEvent(3);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => workers.RunAsync(
            token =>
            {
                var number = Interlocked.Increment(ref started);
                all.Signal();
                all.Wait(TestContext.Current.CancellationToken);
                if (number == 2)
                {
                    throw new InvalidDataException("the second");
                }

                token.WaitHandle.WaitOne();
                token.ThrowIfCancellationRequested();
                return new(true);
            },
            TestContext.Current.CancellationToken));
        Assert.Equal("the second", fault.Message);
    }

    [Fact]
    public async Task Cancelling_ends_the_workers_as_a_cancellation()
    {
        var workers = new Workers(Pace.Fixed(2), blocks: false);
        using var cancel = new CancellationTokenSource();
        var steps = 0;
        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workers.RunAsync(
            async token =>
            {
                if (Interlocked.Increment(ref steps) == 20)
                {
                    await cancel.CancelAsync();
                }

                return true;
            },
            cancel.Token));
        Assert.Equal(cancel.Token, fault.CancellationToken);
    }

    [Fact]
    public async Task A_run_inside_a_step_shares_the_lanes_and_never_waits_for_one()
    {
        var pace = Pace.Fixed(2);
        var workers = new Workers(pace, blocks: false);
        var (outer, running, most, inner) = (0, 0, 0, 0);
        var gate = new Lock();
        await workers.RunAsync(
            async token =>
            {
                if (Interlocked.Increment(ref outer) > 6)
                {
                    return false;
                }

                var pieces = 0;
                await workers.RunAsync(
                    async _ =>
                    {
                        if (Interlocked.Increment(ref pieces) > 5)
                        {
                            return false;
                        }

                        lock (gate)
                        {
                            most = Math.Max(most, ++running);
                            inner++;
                        }

                        await Task.Yield();
                        lock (gate)
                        {
                            running--;
                        }

                        return true;
                    },
                    token);
                return true;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(30, inner);
        Assert.InRange(most, 1, 2);
        Assert.True(pace.TryEnter() && pace.TryEnter()); // every lane was given back
    }

    [Fact]
    public async Task Memory_is_given_in_the_order_in_which_it_was_asked_for_and_never_above_the_budget()
    {
        var budget = new MemoryBudget(100);
        await budget.TakeAsync(60, TestContext.Current.CancellationToken);
        var large = budget.TakeAsync(80, TestContext.Current.CancellationToken).AsTask();
        var small = budget.TakeAsync(10, TestContext.Current.CancellationToken).AsTask();
        Assert.False(budget.TryTake(10));
        Assert.False(large.IsCompleted || small.IsCompleted);
        budget.Return(60);
        await Task.WhenAll(large, small);
        Assert.True(budget.TryTake(10));
        Assert.False(budget.TryTake(1));
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(async () => await budget.TakeAsync(101, TestContext.Current.CancellationToken));
        Assert.Contains("MemoryBudget is 100", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_memory_stands_in_nobodys_way()
    {
        var budget = new MemoryBudget(100);
        await budget.TakeAsync(60, TestContext.Current.CancellationToken);
        using var cancel = new CancellationTokenSource();
        var large = budget.TakeAsync(80, cancel.Token).AsTask();
        var small = budget.TakeAsync(40, TestContext.Current.CancellationToken).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        budget.Return(100);
        Assert.True(budget.TryTake(100));
    }

    [Fact]
    public async Task The_bandwidth_limit_lets_so_many_bytes_a_second_pass_whoever_sends_them()
    {
        var clock = new ManualTicks();
        var limit = new BandwidthLimit(1000, clock);
        Assert.True(limit.PassAsync(100, default).AsTask().IsCompleted); // within what a tenth of a second lets pass
        var first = limit.PassAsync(100, default).AsTask();
        var second = limit.PassAsync(300, default).AsTask();
        Assert.False(first.IsCompleted || second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        await first;
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(300));
        await second;
        Assert.True(BandwidthLimit.None.PassAsync(long.MaxValue, default).AsTask().IsCompleted);
    }

    private static void Fill(Pace pace)
    {
        while (pace.TryEnter())
        {
        }
    }

    private static void Pass(Pace pace, ManualTicks clock, long bytes)
    {
        clock.Advance(Window);
        pace.Moved(bytes);
        Fill(pace);
    }

    /// <summary>A clock, with its timers, that stands still until it is moved.</summary>
    private sealed class ManualTicks : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state));
            timer.Change(dueTime, period);
            _timers.Add(timer);
            return timer;
        }

        public void Advance(TimeSpan by)
        {
            _now += by.Ticks;
            foreach (var timer in _timers.ToArray())
            {
                timer.Fire();
            }
        }

        private sealed class Timer(ManualTicks clock, Action callback) : ITimer
        {
            private long _due = long.MaxValue;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock._now + dueTime.Ticks;
                return true;
            }

            public void Fire()
            {
                if (clock._now >= _due)
                {
                    _due = long.MaxValue;
                    callback();
                }
            }

            public void Dispose() => _due = long.MaxValue;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
