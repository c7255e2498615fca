using System.ComponentModel;
using System.Diagnostics;
using Sealane.Lab.Programs;

namespace Sealane.Cli.Patients;

/// <summary>A program under examination: it keeps its own input and output and gets another environment.</summary>
internal static class Patient
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="program">Name and arguments.</param>
    /// <param name="environment">What leads it into the lab.</param>
    /// <param name="outputToError">Whether what it prints goes to standard error, because standard output is a report's.</param>
    /// <param name="time">How long it may take; null for as long as it likes.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>Its exit code; null when its time was over and it was ended.</returns>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    public static async Task<int?> RunAsync(
        IReadOnlyList<string> program, ProgramEnvironment environment, bool outputToError, TimeSpan? time, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program[0], program.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = outputToError };
        environment.ApplyTo(start.Environment);
        using var process = Start(start);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(time ?? Timeout.InfiniteTimeSpan);
        try
        {
            if (outputToError)
            {
                await process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError(), over.Token).ConfigureAwait(false);
            }

            await process.WaitForExitAsync(over.Token).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception problem)
        {
            throw new FileNotFoundException($"Cannot run '{start.FileName}': {problem.Message}. Name a program that is on the path, or its full path.", problem);
        }
    }
}
