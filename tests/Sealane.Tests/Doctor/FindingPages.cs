using System.Text;
using Sealane.Doctor.Clients;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Tests.House;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

/// <summary>The page of each finding: written by hand down to a mark, printed below it.</summary>
/// <remarks>A new finding needs a file with the parts that are written by hand; run the tests with SEALANE_WRITE_DOCS=1 for the rest.</remarks>
public sealed class FindingPages
{
    private const string Mark = "<!-- From here on printed from a run of signer, hops and doctor, and from the tables that the doctor reads. -->\n";

    // Causes whose examples the table of causes does not hold.
    private static readonly Dictionary<string, Func<Diagnosis>> Others = new()
    {
        [FindingTable.StoppedOnTheWay.Id] = () => Of(Upload()).Through("edge").StoppedAt("nginx", "413 Payload Too Large").Examine(),
        [FindingTable.KeyUnknown.Id] = () => Of(Upload()).Through("edge").Arrives(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.").Examine(secret: null),
        [FindingTable.HeadUnreadable.Id] = () => new Sealane.Doctor.SignatureDoctor(new()).Examine(
            new Voyage { Id = "voyage-1", Hops = [Unreadable] }, _ => Secret),
        [FindingTable.AnswerETagChanged.Id] = () => Answered("200 OK\r\nETag: \"9a0364b9\"", "200 OK\r\nETag: W/\"9a0364b9\""),
        [FindingTable.AnswerRecoded.Id] = () => Answered("200 OK\r\nContent-Length: 12345", "200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"),
        [FindingTable.AnswerStatusChanged.Id] = () => Answered("200 OK\r\nContent-Length: 100", "206 Partial Content\r\nContent-Length: 10\r\nContent-Range: bytes 0-9/100"),
        [FindingTable.ErrorReplaced.Id] = () => Answered("404 Not Found\r\nContent-Type: application/xml", "404 Not Found\r\nContent-Type: text/html"),
        [FindingTable.AnswerClockSkewed.Id] = () => Answered("200 OK\r\nDate: Fri, 17 Jan 2025 10:00:00 GMT", "200 OK\r\nDate: Fri, 17 Jan 2025 07:00:00 GMT"),
        [FindingTable.RedirectRewritten.Id] = () => Answered(
            "307 Temporary Redirect\r\nLocation: https://data.s3.eu-central-1.amazonaws.com/report.pdf", "307 Temporary Redirect\r\nLocation: http://files.example/report.pdf"),
        [FindingTable.AnswerHeaderLost.Id] = () => Answered("200 OK\r\nx-amz-meta-owner_id: 7\r\nx-amz-request-id: 0123456789ABCDEF", "200 OK\r\nx-amz-request-id: 0123456789ABCDEF"),
        [FindingTable.BodyRecoded.Id] = () => Of(Upload()).Through("squeezer", head => head.Adding("Content-Encoding", "gzip")).Arrives().Examine(),
        [FindingTable.LengthLost.Id] = () => new RecordedVoyage(Of(Upload()).Signed.Adding("Content-Length", "5"))
            .Through("filter", head => head.Without("Content-Length").Adding("Transfer-Encoding", "chunked"))
            .Arrives(501, "NotImplemented", "A header you provided implies functionality that is not implemented").Examine(),
    };

    public static TheoryData<string> Ids => [.. FindingTable.Rows.Select(row => row.Id)];

    private static Hop Unreadable => new()
    {
        Name = "edge",
        Before = "PUT /report.pdf HTTP/1.1\r\nHost: data.s3.amazonaws.com\r\nx-amz-security-token: the first half\r\nand the second\r\n\r\n"u8.ToArray(),
        After = [],
        FramingBefore = BodyFraming.None,
        FramingAfter = BodyFraming.None,
        Time = Time,
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_finding_has_a_page_that_says_how_it_looks_why_it_happens_and_what_to_do(string id)
    {
        var row = FindingTable.Rows.Single(row => row.Id == id);
        var path = Path.Combine(PrintedPage.Repository, row.Page);
        Assert.True(File.Exists(path), $"{row.Page} is missing: write what {id} means, how it looks at the client, why it happens and what to do, and end with the line\n{Mark}");
        var written = File.ReadAllText(path);
        Assert.Contains(Mark, written, StringComparison.Ordinal);
        var body = written[(written.IndexOf('\n', StringComparison.Ordinal) + 1)..written.IndexOf(Mark, StringComparison.Ordinal)];
        Assert.All(["\n## At the client\n", "\n## Why\n", "\n## What to do\n"], heading => Assert.Contains(heading, body, StringComparison.Ordinal));

        PrintedPage.Check($"findings/{id}.md", $"# {id}: {row.Title}\n{body}{Mark}\n{Printed(row)}");
    }

    [Fact]
    public void No_page_is_left_of_a_finding_that_there_is_not()
    {
        var pages = Directory.GetFiles(Path.Combine(PrintedPage.Repository, "docs", "findings")).Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(FindingTable.Rows.Select(row => row.Id).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    private static Diagnosis Answered(string came, string went) => Of(Upload().WithMethod("GET")).Through("nginx").Answered(came, went).Arrives().Examine();

    private static string Printed(FindingRow row)
    {
        var page = new StringBuilder();
        var remedies = KnownRemedies.Rows.Where(remedy => IdOf(remedy.Header) == row.Id).ToList();
        if (remedies.Count > 0)
        {
            page.Append("## Known clients\n\n| client | signed header | what to do | source |\n|---|---|---|---|\n");
            foreach (var remedy in remedies)
            {
                page.Append($"| {remedy.Family} | {remedy.Header} | {remedy.Text} | {remedy.Source} |\n");
            }

            page.Append('\n');
        }

        return page.Append($"## An example\n\nAs `sealane doctor` prints it.\n\n```text\n{TextReport.Write(Example(row.Id)).TrimEnd()}\n```\n\n## Sources\n\n{row.Source}\n").ToString();
    }

    private static string IdOf(string header) => (HeaderTable.IsHopByHop(header) ? FindingTable.HopByHopHeader : FindingTable.SignedHeaderRewritten).Id;

    private static Diagnosis Example(string id) => Others.TryGetValue(id, out var other) ? other()
        : CauseTests.Rows.FirstOrDefault(row => row.Id == id) is { } row ? row.Voyage().Examine(row.Secret)
        : throw new InvalidOperationException($"{id} has no example: give it a row in the table of causes.");
}
