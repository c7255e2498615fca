namespace Sealane.Bench.Transfers;

/// <summary>What every table works with.</summary>
internal sealed class Bench
{
    public required string Sealane { get; init; }

    public required string Peers { get; init; }

    /// <summary>A folder for files; its path has no blank.</summary>
    public required string Folder { get; init; }

    public required int Rounds { get; init; }

    /// <summary>The rounds of large objects, which differ less from one another and take longer.</summary>
    public int LargeRounds => Math.Min(Rounds, 3);

    /// <summary>The length of a large object in MiB.</summary>
    public required int LargeMiB { get; init; }

    public long LargeLength => (long)LargeMiB << 20;

    /// <summary>The same as keys have it, from which the null endpoint takes it.</summary>
    public string LargeName => $"{LargeMiB}MiB";

    public required Launcher Launcher { get; init; }

    public required Commands Commands { get; init; }

    public required Report Report { get; init; }

    public Ledger Ledger { get; } = new();

    public string File(string name) => Path.Combine(Folder, name);

    public string Source(long length) => Content.File(File($"source-{length}"), length);

    public Endpoint Null(bool tls, params string[] more) => Endpoint.Start(Sealane, Folder, tls, ["--null", .. more]);

    /// <summary>Measures the second of two runs that write a file, as large as the first one's, which is deleted at once.</summary>
    /// <remarks>
    /// The host of a virtual machine takes memory back that has been free for a second or two. Who is the first to fill a gigabyte of it then pays up to
    /// three seconds of processor time for the page faults, whatever the program: measured with a loop of write(2), 0.13 to 2.9 s.
    /// </remarks>
    public Cost? MeasureSecond(string job, string peer, Invocation what, string target)
    {
        try
        {
            Launcher.Run(what);
        }
        catch (InvalidOperationException)
        {
            // The second says why.
        }

        System.IO.File.Delete(target);
        return Measure(job, peer, what);
    }

    /// <summary>Measures one run; what fails is said, and is a dash in the table.</summary>
    public Cost? Measure(string job, string peer, Invocation? what)
    {
        if (what is null)
        {
            return null;
        }

        try
        {
            var cost = Launcher.Run(what);
            Ledger.Add(job, peer, cost);
            Console.WriteLine($"{job}, {peer}: {cost.Wall:F3} s, CPU {cost.Cpu:F3} s, {cost.Peak:F1} MiB");
            return cost;
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine($"{job}, {peer}: FAILED: {failure.Message}");
            return null;
        }
    }
}
