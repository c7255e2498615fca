using System.Text;
using Sealane.Signing.Headers;

namespace Sealane.Tests.House;

/// <summary>Pages under docs/ that are printed from the tables the code reads, so that they cannot say something else.</summary>
/// <remarks>After a table changed, run the tests once with SEALANE_WRITE_DOCS=1 and commit the page.</remarks>
public sealed class Pages
{
    [Fact]
    public void The_page_of_headers_says_what_the_header_table_says()
    {
        var page = new StringBuilder("""
            # Headers: what the way may do to them, and which are signed

            Printed from the table that signer, edge and doctor read. *Fate*: `EndToEnd` arrives as sent; `HopByHop` speaks to the next hop only, and
            each hop may remove or replace it; `Rewritten` is meant end to end but is changed in the field. Names that a request's own `Connection`
            lists are hop-by-hop too. A header without a row is not signed.

            | header | fate | signed | why | source |
            |---|---|---|---|---|

            """);
        foreach (var row in HeaderTable.Rows)
        {
            page.Append($"| `{row.Name}{(row.IsPrefix ? "*" : "")}` | {row.Fate} | {row.Rule} | {row.Why} | {row.Source} |\n");
        }

        Check("headers.md", page.ToString());
    }

    internal static void Check(string name, string text) => PrintedPage.Check(name, text);
}
