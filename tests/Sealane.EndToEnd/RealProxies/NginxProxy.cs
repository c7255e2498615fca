using System.Diagnostics;
using System.Net.Sockets;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>A real nginx of a test's own: everything that it writes is in one folder, and both go when the test does.</summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly ScratchFolder _folder;
    private readonly Process _process;

    private NginxProxy(ScratchFolder folder, Process process) => (_folder, _process) = (folder, process);

    // A socket in the folder, since nginx cannot say which port it got when it is left to choose.
    private UnixDomainSocketEndPoint EndPoint => new(_folder.File("nginx.sock"));

    /// <summary>Starts an nginx that does with every request what <paramref name="location"/> says; skips the test where there is none.</summary>
    /// <param name="location">The directives of <c>location /</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<NginxProxy> StartAsync(string location, CancellationToken cancellationToken)
    {
        var program = OutsideProgram.Need("nginx");
        var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.File("nginx.conf"), Config(folder, location), cancellationToken);

        // -e: until it has read its configuration it would log to the machine's own file.
        var process = Process.Start(program, ["-p", folder.Path, "-c", folder.File("nginx.conf"), "-e", folder.File("error.log")]);
        var nginx = new NginxProxy(folder, process);
        try
        {
            await nginx.WaitUntilItAcceptsAsync(cancellationToken);
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection to it.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(EndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    // One process, so that nothing outlives it, and so that it stays the user who owns the folder. All else is as nginx comes.
    private static string Config(ScratchFolder folder, string location) => $$"""
        daemon off;
        master_process off;
        pid {{folder.File("nginx.pid")}};
        error_log {{folder.File("error.log")}};
        events {}
        http {
            access_log off;
            client_body_temp_path {{folder.File("body")}};
            proxy_temp_path {{folder.File("proxy")}};
            fastcgi_temp_path {{folder.File("fastcgi")}};
            uwsgi_temp_path {{folder.File("uwsgi")}};
            scgi_temp_path {{folder.File("scgi")}};
            server {
                listen unix:{{folder.File("nginx.sock")}};
                location / {
                    {{location}}
                }
            }
        }
        """;

    private async Task WaitUntilItAcceptsAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                await using var stream = await ConnectAsync(patience.Token);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(BetweenLooks, patience.Token);
            }
            catch (SocketException)
            {
                Assert.Fail($"nginx did not start: {await File.ReadAllTextAsync(_folder.File("error.log"), cancellationToken)}");
            }
        }
    }
}
