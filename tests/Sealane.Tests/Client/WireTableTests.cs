using System.Globalization;
using System.Text;
using Sealane.Sending;
using Sealane.Tests.House;

namespace Sealane.Tests.Client;

public sealed class WireTableTests
{
    [Fact]
    public void Every_request_has_exactly_one_row()
    {
        foreach (var secure in (bool[])[true, false])
        {
            foreach (var body in Enum.GetValues<BodyKind>())
            {
                foreach (var checksum in (bool[])[true, false])
                {
                    foreach (var signing in Enum.GetValues<PayloadSigning>())
                    {
                        Assert.Single(WireTable.Rows, row => row.Covers(secure, body, checksum, signing));
                    }
                }
            }
        }
    }

    [Fact]
    public void The_page_of_the_wire_says_what_the_wire_table_says()
    {
        var page = new StringBuilder("""
            # The wire: what a request carries

            Printed from the table that the client reads. A checksum is *computed* when the operation takes one and `RequestChecksumCalculation` is
            `WhenSupported` (the default), when the operation insists on one, or when the request names an algorithm; a value that the request brings
            itself counts as none to compute. `replayable` is memory, a file or a stream that can seek; `one-shot` is any other stream. `Content-Length` is
            always sent, and `Transfer-Encoding` never is. Bodies from 1 MiB on wait for `100 Continue`.

            | over | body | checksum computed | payload signing | x-amz-content-sha256 | checksum travels | form | why |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var row in WireTable.Rows)
        {
            var over = row.Secure switch { null => "either", true => "TLS", false => "plain HTTP" };
            var bodies = string.Join(", ", row.Bodies.Select(body => body == BodyKind.OneShot ? "one-shot" : body.ToString().ToLowerInvariant()));
            var checksum = row.Checksum switch { null => "either", true => "yes", false => "no" };
            var signing = row.Signing.Count == 3 ? "any" : string.Join(", ", row.Signing);
            var form = row.Form switch { PayloadForm.Plain => "plain", PayloadForm.Chunks => "aws-chunked", _ => "aws-chunked, chunks signed" };
            page.Append(CultureInfo.InvariantCulture, $"| {over} | {bodies} | {checksum} | {signing} | {(row.ContentSha256 is { } word ? $"`{word}`" : "SHA-256 of the body")} | {row.Place.ToString().ToLowerInvariant()} | {form} | {row.Why} |\n");
        }

        Pages.Check("wire.md", page.ToString());
    }

    [Theory]
    [InlineData(true, PayloadSigning.Auto, "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData(false, PayloadSigning.Auto, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    [InlineData(false, PayloadSigning.Never, "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData(true, PayloadSigning.Always, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    public void An_objects_checksum_travels_in_a_trailer(bool secure, PayloadSigning signing, string word)
    {
        var row = WireTable.Find(secure, BodyKind.Replayable, checksum: true, signing);
        Assert.Equal((word, ChecksumPlace.Trailer), (row.ContentSha256, row.Place));
    }
}
