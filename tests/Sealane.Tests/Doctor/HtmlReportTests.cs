using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

/// <summary>The page of a report as a file; what it does in a browser is tested in a browser.</summary>
public sealed partial class HtmlReportTests
{
    private const string Hostile = "</script><script>alert(1)</script><!-- {{style}} &amp; \" ' <img src=x onerror=alert(2)>";

    private static readonly Diagnosis Struck = Of(Upload().With("Content-Type", Hostile)).Through("edge", head => head.With("Content-Type", Hostile + "!")).Arrives().Examine();

    [Fact]
    public void What_the_wire_said_stands_in_the_page_as_data_alone()
    {
        var page = Encoding.UTF8.GetString(HtmlReport.Write([Struck]));

        Assert.Equal(2, Count(page, "<script"));
        Assert.Equal(2, Count(page, "</script>"));
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(Data().Match(page).Groups[1].Value);
        var line = report.RootElement.GetProperty("diagnoses")[0].GetProperty("sent").GetProperty("lines").EnumerateArray()
            .Single(line => line.GetProperty("name").GetString() == "Content-Type");
        Assert.Equal(Hostile, line.GetProperty("value").GetString());
    }

    [Fact]
    public void The_pages_policy_lets_its_own_style_and_script_through_and_nothing_else()
    {
        var page = Encoding.UTF8.GetString(HtmlReport.Write([Struck]));
        var policy = Policy().Match(page).Groups[1].Value.Split("; ").Select(part => part.Split(' ', 2)).ToDictionary(part => part[0], part => part[1]);

        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'none'", policy["connect-src"]);
        Assert.Equal($"'{HashOf(Style().Match(page).Groups[1].Value)}'", policy["style-src"]);
        Assert.Equal($"'{HashOf(Script().Match(page).Groups[1].Value)}'", policy["script-src"]);
        Assert.DoesNotMatch(""" (?:style|on[a-z]+)=["']""", Markup(page));
        Assert.DoesNotMatch("""(?:src|href)=["'](?:https?:)?//""", Markup(page));
        Assert.DoesNotContain("{{", page.Replace(@"{{style}}", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_live_console_may_talk_to_its_console_and_begins_with_the_hints()
    {
        var page = Encoding.UTF8.GetString(HtmlReport.WriteLive("events", ["export A=<b>"]));

        Assert.Contains("connect-src 'self'", page, StringComparison.Ordinal);
        Assert.Contains("data-stream=\"events\"", page, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(Data().Match(page).Groups[1].Value);
        Assert.Equal("export A=<b>", report.RootElement.GetProperty("hints")[0].GetString());
    }

    // The page's script, never what it draws, may hold what looks like markup.
    private static string Markup(string page) => Style().Replace(Script().Replace(page, ""), "");

    private static int Count(string page, string what) => page.Split(what).Length - 1;

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    [GeneratedRegex("""<script type="application/json" id="report">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("""<script type="module">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("""http-equiv="Content-Security-Policy" content="(.*?)">""")]
    private static partial Regex Policy();
}
