using Microsoft.Playwright;

namespace Sealane.EndToEnd.Page;

/// <summary>The page of a report as somebody reads it, from a file, in a real browser.</summary>
public sealed class ReportPageTests(Browser browser, SampleReport report) : IClassFixture<SampleReport>
{
    [Fact]
    public async Task A_finding_is_followed_to_the_hop_that_broke_it_and_to_the_line_that_differs()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads);
        await Sheet.ExpectAsync(sheet.Headline, "1 request breaks on the way.");
        var finding = sheet.Named(AriaRole.Article, "A header that any hop may remove or replace is signed").First;
        await Sheet.ExpectAsync(finding, "SEAL101");
        await Sheet.ExpectAsync(finding, "Upgrade boto3 and botocore to 1.36.7");

        await finding.Locator("summary").First.ClickAsync();
        var hop = finding.GetByRole(AriaRole.Button, new() { NameRegex = new("^ ?.*Hop 1.*cloudfront-accelerate") });
        Assert.Equal("step", await hop.GetAttributeAsync("aria-current"));
        var struck = finding.Locator("tr", new() { HasText = "Transfer-Encoding" }).First;
        Assert.Equal("Transfer-Encoding signed hop-by-hop chunked (none) struck", Words(await struck.InnerTextAsync()));

        await finding.GetByRole(AriaRole.Button, new() { NameRegex = new("Client") }).ClickAsync();
        await Sheet.ExpectAsync(finding.Locator(".panel"), "The head as the client sent it");
        var differing = finding.Locator(".canonical tr.differs");
        Assert.Equal("transfer-encoding transfer-encoding:chunked transfer-encoding: differs", Words(await differing.InnerTextAsync()));
        sheet.AssertQuiet();
        Assert.Equal([report.Uploads.AbsoluteUri], sheet.Requested.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_keyboard_alone_leads_from_the_list_to_every_station_of_the_way()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads);
        var keys = sheet.Page.Keyboard;
        await keys.PressAsync("Tab");
        await Sheet.ExpectAsync(Focused(sheet), "Skip to the content");
        await TabToAsync(sheet, "a[href='#request-1']");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Sheet.ExpectAsync(sheet.Headline, "PUT /2026/report.pdf");
        await Assertions.Expect(sheet.Headline).ToBeFocusedAsync();
        await Assertions.Expect(sheet.Page.Locator("nav a[aria-current='page']")).ToHaveAttributeAsync("href", "#request-2");

        await TabToAsync(sheet, ".lane button");
        await keys.PressAsync("End");
        await Sheet.ExpectAsync(sheet.Page.Locator(".panel"), "The head as it arrived");
        await Sheet.ExpectAsync(sheet.Page.Locator(".panel"), "The request signature we calculated does not match");
        await keys.PressAsync("ArrowLeft");
        await Sheet.ExpectAsync(sheet.Page.Locator(".panel caption").First, "What hop 1 (cloudfront-accelerate) did to the head");
        await Assertions.Expect(Focused(sheet)).ToHaveAttributeAsync("aria-current", "step");
        Assert.NotEqual("none", await Focused(sheet).EvaluateAsync<string>("button => getComputedStyle(button).outlineStyle"));
        await sheet.Page.GoBackAsync();
        await Sheet.ExpectAsync(sheet.Headline, "breaks on the way");
        sheet.AssertQuiet();
    }

    [Fact]
    public async Task A_screen_reader_hears_landmarks_headings_and_tables_and_a_name_on_everything_that_acts()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads);
        foreach (var place in new[] { "#overview", "#request-2" })
        {
            await sheet.Page.EvaluateAsync("place => { location.hash = place; }", place);
            await Assertions.Expect(sheet.Headline).ToBeFocusedAsync();
            var heard = await sheet.Page.Locator("body").AriaSnapshotAsync();
            Assert.Contains("- banner:", heard, StringComparison.Ordinal);
            Assert.Contains("- navigation \"Requests\":", heard, StringComparison.Ordinal);
            Assert.Contains("- main:", heard, StringComparison.Ordinal);
            Assert.Contains("- contentinfo:", heard, StringComparison.Ordinal);
            Assert.Contains("[level=1]", heard, StringComparison.Ordinal);
            Assert.Single(heard.Split('\n'), line => line.Contains("[level=1]", StringComparison.Ordinal));
            Assert.DoesNotMatch(@"- (button|link|searchbox|combobox|textbox):?\r?\n", heard);
        }

        var lane = await sheet.Page.Locator(".way").First.AriaSnapshotAsync();
        Assert.Contains("list \"The way of the request: choose a station to see the head there\"", lane, StringComparison.Ordinal);
        Assert.Matches("""button "Hop 1 cloudfront-accelerate broke it: transfer-encoding""", lane);
        Assert.Contains("- columnheader \"Came in\"", lane, StringComparison.Ordinal);
        Assert.Matches("""rowheader "Transfer-Encoding signed hop-by-hop""", lane);
        Assert.Contains("- deletion: chunked", lane, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_matrix_is_filtered_and_a_cell_says_why()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads);
        var matrix = sheet.Page.Locator("#matrix");
        var cell = matrix.Locator("tr", new() { Has = sheet.Page.Locator("th", new() { HasTextString = "cloudfront-accelerate" }) }).GetByRole(AriaRole.Button).First;
        await cell.ClickAsync();
        Assert.Equal("true", await cell.GetAttributeAsync("aria-expanded"));
        await Sheet.ExpectAsync(matrix.Locator(".detail"), "breaks when a hop waits for the whole body and sends Content-Length");
        await Sheet.ExpectAsync(matrix.Locator(".detail"), "SEAL101");
        await cell.ClickAsync();
        Assert.Equal(0, await matrix.Locator(".detail").CountAsync());

        await matrix.GetByLabel("Way").FillAsync("rfc");
        Assert.Equal("rfc9110", Assert.Single(await matrix.Locator("tbody th").AllInnerTextsAsync()));
        await Sheet.ExpectAsync(matrix.GetByRole(AriaRole.Status), "1 of ");
        sheet.AssertQuiet();
    }

    [Fact]
    public async Task The_list_is_filtered_by_words_and_by_verdict()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads);
        var requests = sheet.Page.Locator("#requests");
        await requests.GetByLabel("Find").FillAsync("1.36.7");
        Assert.Equal(1, await requests.Locator("li").CountAsync());
        await requests.GetByLabel("Find").FillAsync("");
        await requests.GetByLabel("Verdict").SelectOptionAsync("Breaks");
        await Sheet.ExpectAsync(requests.Locator("li"), "boto3 1.36.0");
        await Sheet.ExpectAsync(requests, "1 of 3 requests");
    }

    [Fact]
    public async Task What_a_hostile_client_wrote_is_text_wherever_it_stands()
    {
        await using var sheet = await browser.OpenAsync(report.Malice);
        foreach (var details in await sheet.Page.Locator("details > summary").AllAsync())
        {
            await details.ClickAsync();
        }

        await Sheet.ExpectAsync(sheet.Page.Locator("body"), SampleReport.Hostile);
        foreach (var request in new[] { 1, 2 })
        {
            await sheet.Page.EvaluateAsync("number => { location.hash = `#request-${number}`; }", request);
            await Sheet.ExpectAsync(sheet.Headline, "onerror");
            await Sheet.ExpectAsync(sheet.Page.Locator(".panel"), SampleReport.Hostile);
        }

        Assert.Equal(0, await sheet.Page.Locator("img, svg[onload], main script, main b, main i").CountAsync());
        Assert.NotEqual("taken", await sheet.Page.TitleAsync());
        sheet.AssertQuiet();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_stands_out_from_its_ground_in_light_and_in_dark(ColorScheme scheme)
    {
        await using var sheet = await browser.OpenAsync(report.Uploads, new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        await sheet.Page.Locator("details.evidence > summary").First.ClickAsync();
        Assert.Equal(scheme == ColorScheme.Dark, await sheet.Page.EvaluateAsync<double>($"() => ({Luminance})(getComputedStyle(document.body).backgroundColor)") < 0.2);
        Assert.Empty(await sheet.Page.EvaluateAsync<string[]>($"() => ({TooFaint})({Luminance})"));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1920)]
    public async Task Nothing_sticks_out_of_the_window_however_wide_it_is(int width)
    {
        await using var sheet = await browser.OpenAsync(report.Uploads, new() { ViewportSize = new() { Width = width, Height = 800 } });
        foreach (var place in new[] { "#overview", "#request-2" })
        {
            await sheet.Page.EvaluateAsync("place => { location.hash = place; }", place);
            await Assertions.Expect(sheet.Headline).ToBeFocusedAsync();
            Assert.Equal(0, await sheet.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        }
    }

    [Fact]
    public async Task On_paper_everything_is_unfolded()
    {
        await using var sheet = await browser.OpenAsync(report.Uploads);
        Assert.Equal(0, await sheet.Page.Locator(".evidence .lane").CountAsync());
        var paper = await sheet.Page.PdfAsync(new() { Format = "A4" });
        Assert.True(paper.Length > 20_000, $"{paper.Length} bytes");
        Assert.True(paper.AsSpan().StartsWith("%PDF-"u8));
        Assert.NotEqual(0, await sheet.Page.Locator(".evidence .lane").CountAsync());
        Assert.Equal(0, await sheet.Page.Locator("details:not([open])").CountAsync());
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static ILocator Focused(Sheet sheet) => sheet.Page.Locator(":focus");

    private static async Task TabToAsync(Sheet sheet, string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            await sheet.Page.Keyboard.PressAsync("Tab");
            if (await Focused(sheet).EvaluateAsync<bool>("(element, selector) => element.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"Tab never came to {selector}.");
    }

    // Relative luminance and contrast as WCAG 2.2 1.4.3 define them; text that is read needs 4.5, text of the size of a headline 3.
    private const string Luminance = """
        colour => {
          const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map(Number).map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
          return .2126 * r + .7152 * g + .0722 * b;
        }
        """;

    private const string TooFaint = """
        luminance => {
          const ground = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if (!/rgba\(.*, 0\)|transparent/.test(colour)) {
                return colour;
              }
            }
            return getComputedStyle(document.body).backgroundColor;
          };
          const faint = new Set();
          for (const element of document.querySelectorAll("body *")) {
            const says = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
            if (!says || !element.checkVisibility() || element.closest(".unseen, .skip, script, style, option")) {
              continue;
            }
            const [one, other] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((a, b) => b - a);
            const contrast = (one + .05) / (other + .05);
            if (contrast < (parseFloat(getComputedStyle(element).fontSize) >= 24 ? 3 : 4.5)) {
              faint.add(`${element.tagName}.${element.className} "${element.textContent.trim().slice(0, 30)}" ${contrast.toFixed(2)}`);
            }
          }
          return [...faint];
        }
        """;
}
