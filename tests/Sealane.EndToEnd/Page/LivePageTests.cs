using System.Net;
using Microsoft.Playwright;
using Sealane.Lab;
using Sealane.Lab.Consoles;
using Sealane.Lab.Imitations;

namespace Sealane.EndToEnd.Page;

/// <summary>The live console in a real browser, while clients send.</summary>
public sealed class LivePageTests(Browser browser) : IAsyncLifetime
{
    private LiveConsole? _console;
    private S3Lab? _lab;
    private Uri? _address;

    public async ValueTask InitializeAsync()
    {
        _console = new LiveConsole();
        _lab = await S3Lab.StartAsync(new LabOptions { OnVoyage = _console.Publish, Holds = Sealane.Edge.Relay.HoldSchedule.Always(new Sealane.Edge.Relay.HoldWholeBody()) });
        _address = await _console.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), ["export AWS_ENDPOINT_URL_S3=http://127.0.0.1:9000"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _lab!.DisposeAsync();
        await _console!.DisposeAsync();
    }

    [Fact]
    public async Task A_request_appears_while_it_is_sent_with_its_finding_and_its_way()
    {
        await using var sheet = await browser.OpenAsync(_address!);
        await Sheet.ExpectAsync(sheet.Headline, "Waiting for requests.");
        await Sheet.ExpectAsync(sheet.Page.Locator("main"), "export AWS_ENDPOINT_URL_S3=http://127.0.0.1:9000");

        await UploadAsync(Boto3.V1360, "one");
        await Sheet.ExpectAsync(sheet.Headline, "The request breaks on the way.");
        await Sheet.ExpectAsync(sheet.Page.Locator(".finding"), "SEAL101");
        await sheet.Page.Locator("#requests a").ClickAsync();
        await Sheet.ExpectAsync(sheet.Headline, "PUT /one");
        await Sheet.ExpectAsync(sheet.Page.Locator(".panel"), "What hop 1 (cloudfront-accelerate) did to the head");

        // Whoever reads is not disturbed by what comes.
        await UploadAsync(Boto3.V1367, "two");
        await Sheet.ExpectAsync(sheet.Page.Locator("#requests"), "2 requests");
        await Sheet.ExpectAsync(sheet.Headline, "PUT /one");
        await Sheet.ExpectAsync(sheet.Page.Locator("#requests li").First, "/two");
        sheet.AssertQuiet();
    }

    [Fact]
    public async Task Paused_requests_wait_and_cleared_ones_are_gone_in_every_window()
    {
        await using var sheet = await browser.OpenAsync(_address!);
        await using var other = await browser.OpenAsync(_address!);
        await sheet.Named(AriaRole.Button, "Pause").ClickAsync();
        await UploadAsync(Boto3.V1367, "one");
        await Sheet.ExpectAsync(sheet.Page.Locator(".state"), "paused, 1 waiting");
        await Sheet.ExpectAsync(sheet.Page.Locator("#requests"), "0 requests");
        await Sheet.ExpectAsync(other.Page.Locator("#requests"), "1 request");

        await sheet.Named(AriaRole.Button, "Resume").ClickAsync();
        await Sheet.ExpectAsync(sheet.Page.Locator("#requests"), "1 request");
        await Sheet.ExpectAsync(sheet.Page.Locator(".state"), "live");

        await sheet.Named(AriaRole.Button, "Clear").ClickAsync();
        await Sheet.ExpectAsync(sheet.Headline, "Waiting for requests.");
        await Sheet.ExpectAsync(other.Headline, "Waiting for requests.");
        await UploadAsync(Boto3.V1367, "two");
        await Sheet.ExpectAsync(sheet.Page.Locator("#requests"), "/two");
        sheet.AssertQuiet();
    }

    [Fact]
    public async Task What_the_live_page_makes_of_requests_is_what_the_report_says_of_them()
    {
        await using var sheet = await browser.OpenAsync(_address!);
        foreach (var habit in new[] { Boto3.V1360, Boto3.V1367, Boto3.V1360, Boto3.V13599 })
        {
            await UploadAsync(habit, "same");
        }

        await _lab!.Imitate(Boto3.V1367, "eu-west-1").PutObjectAsync(UploadTarget.Accelerated("box", "elsewhere"), "x"u8.ToArray());
        await Sheet.ExpectAsync(sheet.Page.Locator("#requests"), $"{_lab.Voyages.Count} requests");
        await Sheet.ExpectAsync(sheet.Page.Locator("main"), "SEAL108");

        var saving = sheet.Page.WaitForDownloadAsync();
        await sheet.Named(AriaRole.Link, "Save report").ClickAsync();
        var saved = await saving;
        await using var report = await browser.OpenAsync(new Uri(await Renamed(saved)));
        Assert.Equal(await FindingsOf(sheet), await FindingsOf(report));
        sheet.AssertQuiet();
        report.AssertQuiet();
    }

    private static Task<IReadOnlyList<string>> FindingsOf(Sheet sheet) => sheet.Page.Locator(".finding > header").AllInnerTextsAsync();

    private static async Task<string> Renamed(IDownload saved)
    {
        var path = await saved.PathAsync() + ".html";
        await saved.SaveAsAsync(path);
        return path;
    }

    private Task<ImitatedAnswer> UploadAsync(ClientHabit habit, string key) =>
        _lab!.Imitate(habit).PutObjectAsync(UploadTarget.Accelerated("box", key), "Hello, accelerated world"u8.ToArray());
}
