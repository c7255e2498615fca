using System.Net;
using Microsoft.Playwright;
using Sealane.EndToEnd.Running;
using Sealane.Lab;
using Sealane.Lab.Consoles;
using Sealane.Lab.Imitations;

namespace Sealane.EndToEnd.Page;

/// <summary>The pictures under docs/images, of the page as it is. After the page changed, run these once with SEALANE_WRITE_DOCS=1 and commit what they took.</summary>
public sealed class ScreenshotTests(Browser browser, SampleReport report) : IClassFixture<SampleReport>
{
    [Fact]
    public async Task A_picture_shows_a_finding_on_the_way()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads, Window(1280, 1000));
        await sheet.Page.Locator("#requests a.is-breaks").First.ClickAsync();
        await Sheet.ExpectAsync(sheet.Page.Locator(".panel"), "What hop 1");
        await TakeAsync(sheet, "finding.png");
    }

    [Fact]
    public async Task A_picture_shows_the_matrix()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads, Window(1280, 1000));
        await sheet.Named(AriaRole.Link, "Ways and operations").ClickAsync();
        await sheet.Page.Locator("#matrix-title").EvaluateAsync("title => title.scrollIntoView()");
        await sheet.Page.Locator(".matrix td.is-sometimes button").First.ClickAsync();
        await Sheet.ExpectAsync(sheet.Page.Locator(".detail"), "SEAL101");
        await TakeAsync(sheet, "matrix.png");
    }

    [Fact]
    public async Task A_picture_shows_the_live_console()
    {
        await using var console = new LiveConsole();
        await using var lab = await S3Lab.StartAsync(new LabOptions { OnVoyage = console.Publish }.Through("rfc9110"));
        var address = await console.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), []);
        await using var sheet = await browser.OpenAsync(address, Window(1280, 800, ColorScheme.Dark));
        foreach (var (habit, key) in new[] { (Boto3.V13599, "2026/q1.parquet"), (Boto3.V1360, "2026/q2.parquet"), (Boto3.V1367, "2026/q3.parquet"), (Boto3.V1360WhenRequired, "2026/q4.parquet"), (Boto3.V1360, "readme.txt") })
        {
            await lab.Imitate(habit).PutObjectAsync(UploadTarget.Regional("reports", key), "Hello, accelerated world"u8.ToArray());
        }

        await Sheet.ExpectAsync(sheet.Page.Locator("#requests"), $"{lab.Voyages.Count} requests");
        await Sheet.ExpectAsync(sheet.Page.Locator(".finding").First, "SEAL101");
        await TakeAsync(sheet, "console.png");
    }

    private static BrowserNewPageOptions Window(int width, int height, ColorScheme scheme = ColorScheme.Light) =>
        new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce };

    private static async Task TakeAsync(Sheet sheet, string name)
    {
        var picture = await sheet.Page.ScreenshotAsync();
        var path = Repository.File("docs", "images", name);
        if (Environment.GetEnvironmentVariable("SEALANE_WRITE_DOCS") == "1")
        {
            await File.WriteAllBytesAsync(path, picture);
        }

        Assert.True(File.Exists(path), $"docs/images/{name} is missing");
        sheet.AssertQuiet();
    }
}
