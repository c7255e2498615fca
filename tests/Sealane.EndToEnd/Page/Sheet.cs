using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Sealane.EndToEnd.Page;

/// <summary>One page in the browser, and everything that it complained of or wanted to load.</summary>
internal sealed class Sheet : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = [];

    private Sheet(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Dialog += async (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) => Requested.Enqueue(request.Url);
    }

    public IPage Page { get; }

    /// <summary>What the page asked for, itself included.</summary>
    public ConcurrentQueue<string> Requested { get; } = [];

    public ILocator Headline => Page.Locator("#headline");

    public static async Task<Sheet> OpenAsync(IPage page, Uri address)
    {
        var sheet = new Sheet(page);
        await page.GotoAsync(address.AbsoluteUri);
        await sheet.Headline.WaitForAsync();
        return sheet;
    }

    /// <summary>What lies under the name that a reader hears.</summary>
    public ILocator Named(AriaRole role, string name) => Page.GetByRole(role, new() { Name = name });

    /// <summary>Waits until a text stands there.</summary>
    public static Task ExpectAsync(ILocator place, string text) => Assertions.Expect(place).ToContainTextAsync(text, new() { Timeout = 30_000 });

    public void AssertQuiet() => Assert.Empty(_complaints);

    public ValueTask DisposeAsync() => new(Page.CloseAsync());

    private void Note(bool isWrong, string what)
    {
        if (isWrong)
        {
            _complaints.Enqueue(what);
        }
    }
}
