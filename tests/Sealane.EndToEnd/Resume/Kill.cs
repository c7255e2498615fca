using System.Diagnostics;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Resume;

/// <summary>The command, killed in the middle of what it does: SIGKILL, which no program can answer.</summary>
internal static class Kill
{
    /// <summary>Starts the command and kills it at a moment; fails when it has ended before.</summary>
    public static async Task WhenAsync(Task moment, ScratchFolder folder, IEnumerable<string> arguments)
    {
        using var process = Process.Start(BadInput.Command.Start(folder, arguments))!;
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(moment, ended) == ended)
        {
            Assert.Fail($"it ended before it could be killed: {process.ExitCode} {await process.StandardError.ReadToEndAsync()}");
        }

        process.Kill();
        await ended;
    }
}
