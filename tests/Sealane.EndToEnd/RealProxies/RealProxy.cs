using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>A real proxy of a test's own: everything that it writes is in one folder, and both go when the test does.</summary>
internal sealed class RealProxy : IAsyncDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly ProxySetup _setup;
    private readonly ProxyPlace _place;
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private RealProxy(ProxySetup setup, ProxyPlace place, Process process)
    {
        (_setup, _place, _process) = (setup, place, process);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Loopback, _place.Port);

    /// <summary>Starts a proxy; skips the test where the program is missing.</summary>
    /// <param name="setup">The program and its configuration.</param>
    /// <param name="origin">Where it sends requests on to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RealProxy> StartAsync(ProxySetup setup, IPEndPoint origin, CancellationToken cancellationToken)
    {
        var program = OutsideProgram.Need(setup.Program);
        for (var attempt = 1; ; attempt++)
        {
            var proxy = Start(program, setup, origin);
            try
            {
                if (await proxy.AcceptsAsync(cancellationToken))
                {
                    return proxy;
                }

                // Somebody else may have taken the port meanwhile.
                Assert.True(attempt < Attempts, $"{setup} did not start: {proxy.Said()}");
            }
            catch
            {
                await proxy.DisposeAsync();
                throw;
            }

            await proxy.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _setup.TidyUp(_place);
        _place.Folder.Dispose();
    }

    private static RealProxy Start(string program, ProxySetup setup, IPEndPoint origin)
    {
        var folder = new ScratchFolder();
        if (!OperatingSystem.IsWindows())
        {
            // Some give up root's rights before they write.
            File.SetUnixFileMode(folder.Path, Everybody);
        }

        var place = new ProxyPlace(folder, FreePort.Next(), origin);
        var start = new ProcessStartInfo(program, setup.Lay(place))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["HOME"] = folder.Path;
        return new RealProxy(setup, place, Process.Start(start)!);
    }

    // False when it has ended instead.
    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!_process.HasExited)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(EndPoint, patience.Token);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(BetweenLooks, patience.Token);
            }
        }

        return false;
    }

    private void Note(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }

    private string Said()
    {
        lock (_said)
        {
            return string.Join('\n', Directory.EnumerateFiles(_place.Folder.Path, "*.log").Select(File.ReadAllText).Prepend(_said.ToString()));
        }
    }
}
