using Microsoft.Playwright;
using Sealane.EndToEnd.Page;
using Sealane.EndToEnd.Running;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Sealane.EndToEnd.Page;

/// <summary>Chromium without a window, started when the first test asks for it.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly Lazy<Task<IBrowser>> _chromium = new(StartAsync);
    private static IPlaywright? _playwright;

    /// <summary>A sheet in a window of its own; the test is skipped when the machine has no Chromium.</summary>
    internal async Task<Sheet> OpenAsync(Uri address, BrowserNewPageOptions? options = null)
    {
        OutsideProgram.Need("chromium", "chromium-browser", "google-chrome");
        var chromium = await _chromium.Value;
        var page = await chromium.NewPageAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout(30_000);
        return await Sheet.OpenAsync(page, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium.IsValueCreated)
        {
            await (await _chromium.Value).DisposeAsync();
            _playwright!.Dispose();
        }
    }

    // The browser's own calls home are switched off; root (in a container) has no sandbox.
    private static async Task<IBrowser> StartAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = OutsideProgram.Find("chromium", "chromium-browser", "google-chrome"),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }
}
