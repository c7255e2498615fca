using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime;

namespace Sealane.Bench.Peers;

/// <summary>
/// One library does one job, after a warm-up of the same kind, and says what it cost: <c>cpu-seconds wall-seconds allocated-bytes</c>, of
/// this process for the whole job.
/// </summary>
internal static class Program
{
    private const int SmallLength = 1024;
    private const int WarmCalls = 1000;

    // The JIT waits a tenth of a second for quiet before it compiles anew.
    private static readonly TimeSpan WarmRound = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(3);

    // Of a small call most of the work is code: on two busy cores it takes ten seconds until the last of it no longer counts for the JIT
    // (measured, Sealane sixteen at a time: 96 us a call after a second, 67 after six, 55 from ten on; a bare HttpClient 52, 31, 31).
    private static readonly TimeSpan LongestWarmUpOfCalls = TimeSpan.FromSeconds(12);
    private const int QuietRounds = 3;
    private const int LateMethods = 3;

    private static readonly byte[] Small = new byte[SmallLength];

    // PEER put URL FILE KEY WARM-FILE | PEER get URL KEY FILE WARM-KEY | PEER puts URL COUNT AT-ONCE | PEER gets URL COUNT AT-ONCE | PEER presign URL COUNT
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var name, var job, var url, ..])
        {
            await Console.Error.WriteLineAsync("PEER put|get|puts|gets|presign URL ...");
            return 2;
        }

        if (typeof(S3Client).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
        {
            await Console.Error.WriteLineAsync("Sealane was built as Debug: such figures mean nothing. Build with -c Release.");
            return 2;
        }

        using var peer = PeerTable.Create(name, new Uri(url));
        var rest = arguments[3..];
        switch (job)
        {
            case "put":
                await WarmAsync(() => peer.PutFileAsync(rest[2], "warm"), LongestWarmUp);
                await MeasureAsync(() => peer.PutFileAsync(rest[0], rest[1]));
                break;
            case "get":
                await WarmAsync(() => peer.GetFileAsync(rest[2], rest[1]), LongestWarmUp);
                File.Delete(rest[1]);

                // Free memory may be the host's again, and dear to fill: each peer fills it once before.
                await peer.GetFileAsync(rest[0], rest[1]);
                File.Delete(rest[1]);
                await MeasureAsync(() => peer.GetFileAsync(rest[0], rest[1]));
                break;
            case "puts":
                await ManyAsync(rest, number => peer.PutAsync(Small, number.ToString("D6", CultureInfo.InvariantCulture)));
                break;
            case "gets":
                await ManyAsync(rest, async number =>
                {
                    var count = await peer.GetAsync($"1KiB-{number:D6}", _into.Value!);
                    if (count != SmallLength)
                    {
                        throw new InvalidDataException($"{count} bytes came, not {SmallLength}.");
                    }
                });
                break;
            case "presign":
                await ManyAsync([rest[0], "1"], number =>
                {
                    peer.Presign("1KiB-1");
                    return Task.CompletedTask;
                });
                break;
            default:
                throw new ArgumentException($"There is no job '{job}'.");
        }

        return 0;
    }

    private static readonly AsyncLocal<byte[]?> _into = new();

    private static async Task ManyAsync(string[] arguments, Func<int, Task> one)
    {
        var (count, atOnce) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), int.Parse(arguments[1], CultureInfo.InvariantCulture));
        await WarmAsync(() => RunAsync(WarmCalls), LongestWarmUpOfCalls);
        await MeasureAsync(() => RunAsync(count));

        Task RunAsync(int total) => Task.WhenAll(Enumerable.Range(0, atOnce).Select(worker => Task.Run(async () =>
        {
            _into.Value = new byte[SmallLength];
            for (var number = worker; number < total; number += atOnce)
            {
                await one(number);
            }
        })));
    }

    // A library lives in processes that run for long: what the JIT does in the first seconds is not measured. It compiles in the background
    // and several times over, so the warm-up goes on until a few rounds in a row have compiled next to nothing.
    private static async Task WarmAsync(Func<Task> job, TimeSpan longest)
    {
        var start = Stopwatch.GetTimestamp();
        var quiet = 0;
        while (quiet < QuietRounds && Stopwatch.GetElapsedTime(start) < longest)
        {
            var (compiled, began) = (JitInfo.GetCompiledMethodCount(), Stopwatch.GetTimestamp());
            do
            {
                await job();
            }
            while (Stopwatch.GetElapsedTime(began) < WarmRound);

            quiet = JitInfo.GetCompiledMethodCount() - compiled <= LateMethods ? quiet + 1 : 0;
        }
    }

    private static async Task MeasureAsync(Func<Task> job)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (allocated, cpu, wall) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await job();
        var (elapsed, used) = (Stopwatch.GetElapsedTime(wall), Environment.CpuUsage.TotalTime - cpu);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{used.TotalSeconds:F6} {elapsed.TotalSeconds:F6} {allocated}"));
    }
}
