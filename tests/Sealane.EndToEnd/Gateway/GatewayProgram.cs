using System.Diagnostics;
using System.Text;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Gateway;

/// <summary><c>sealane gateway</c> as somebody starts it: a process of its own, whose every word is kept.</summary>
internal sealed class GatewayProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Uri { get; private set; } = null!;

    /// <summary>Everything it said so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static async Task<GatewayProgram> StartAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(OutsideProgram.Sealane, ["gateway", "--listen", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var program = new GatewayProgram(Process.Start(start)!);
        program.Uri = await program._ready.Task.WaitAsync(Patience);
        return program;
    }

    /// <summary>Asks it to stop as a terminal or a service manager does, and returns its exit code when it has gone.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _ready.TrySetException(new InvalidOperationException($"The gateway ended: {Said}"));
            return;
        }

        lock (_said)
        {
            _said.Append(line).Append('\n');
        }

        if (line.StartsWith("Gateway on ", StringComparison.Ordinal))
        {
            _ready.TrySetResult(new Uri(line.Split(' ')[2]));
        }
    }
}
