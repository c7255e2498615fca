using System.Diagnostics;
using System.Text;

namespace Sealane.EndToEnd.Running;

/// <summary>A program that is not ours, or ours as a user starts it: its exit code and everything it said.</summary>
internal sealed record OutsideProgram(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Where a program is, or null when the machine does not have it.</summary>
    public static string? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var found = Path.IsPathRooted(name)
                ? File.Exists(name) ? name : null
                : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Where a program is; the test is skipped, with the reason, when the machine does not have it.</summary>
    public static string Need(params string[] names)
    {
        var found = Find(names);
        Assert.SkipWhen(found is null, $"{names[0]} is not installed here");
        return found!;
    }

    /// <summary>The <c>sealane</c> program that was built beside these tests.</summary>
    public static string Sealane => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sealane.exe" : "sealane");

    /// <summary>
    /// Runs a program to its end. Variables with a null value are taken out of its environment; its standard input is the text given.
    /// </summary>
    public static async Task<OutsideProgram> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null,
        string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all of it: what it says counts.
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within {Patience}: {await output} {await error}");
        }

        return new OutsideProgram(process.ExitCode, await output, await error);
    }

    /// <summary>Everything it said, for a message.</summary>
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
