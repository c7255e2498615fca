using System.Diagnostics;
using System.Globalization;

namespace Sealane.Bench.Transfers;

/// <summary>Runs a program below a small launcher that measures it.</summary>
internal sealed class Launcher
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _launch;
    private readonly string _report;

    private Launcher(string launch, string report) => (_launch, _report) = (launch, report);

    /// <summary>Compiles the launcher into a folder.</summary>
    public static Launcher Create(string source, string folder)
    {
        var launch = Path.Combine(folder, "launch");
        using var compiler = Process.Start("cc", ["-O2", "-o", launch, source]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? new(launch, Path.Combine(folder, "report")) : throw new InvalidOperationException($"cc could not compile {source}.");
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has the end of what it said.</exception>
    public Cost Run(Invocation what)
    {
        File.Delete(_report);
        var start = new ProcessStartInfo(_launch, [_report, what.Program, .. what.Arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in what.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Feed(process, what.Input);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{what} did not end within {Patience}.");
        }

        if (process.ExitCode != 0)
        {
            var said = (error.Result + output.Result).Trim();
            throw new InvalidOperationException($"{what} ended with {process.ExitCode}: {said[Math.Max(0, said.Length - 400)..]}");
        }

        var words = File.ReadAllText(_report).Split(' ');
        double Number(int index) => double.Parse(words[index], CultureInfo.InvariantCulture);
        return new Cost(Number(0) / 1e9, Number(1) / 1e6, Number(2) / 1024, output.Result);
    }

    private static void Feed(Process process, string? input)
    {
        if (input is not null)
        {
            using var file = File.OpenRead(input);
            file.CopyTo(process.StandardInput.BaseStream, 256 * 1024);
        }

        process.StandardInput.Close();
    }
}
