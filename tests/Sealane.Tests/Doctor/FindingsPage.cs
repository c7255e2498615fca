using System.Text;
using Sealane.Doctor.Clients;
using Sealane.Doctor.Findings;
using Sealane.Tests.House;

namespace Sealane.Tests.Doctor;

/// <summary>The page that lists what the doctor can say, printed from its own tables.</summary>
public sealed class FindingsPage
{
    [Fact]
    public void The_page_of_findings_says_what_the_doctors_tables_say()
    {
        var page = new StringBuilder("""
            # Findings: what the signature doctor can say

            Printed from the doctor's own tables. Ids are stable. A finding names the header or the part of the URI, the hop, the client where its user
            agent tells it, whether this run broke of it, whether that is proven (by putting the difference back until the signature verifies, or by
            verifying the captured request again in the form in which a hop would send it), and the remedy. Each has a page: how it looks at the client, why
            it happens, what to do, an example.

            | id | what it means | source |
            |---|---|---|

            """);
        foreach (var row in FindingTable.Rows)
        {
            page.Append($"| [{row.Id}](findings/{row.Id}.md) | {row.Title} | {row.Source} |\n");
        }

        page.Append("""

            ## What known clients leave out of their signatures, since when

            They sign every other header that is present when they sign.

            | client | since | never signed | source |
            |---|---|---|---|

            """);
        foreach (var row in SigningHabits.Rows)
        {
            page.Append($"| {row.Family} | {row.When} | {string.Join(", ", row.NeverSigned)} | {row.Source} |\n");
        }

        page.Append("""

            ## Remedies that worked

            | client | signed header | what to do | source |
            |---|---|---|---|

            """);
        foreach (var row in KnownRemedies.Rows)
        {
            page.Append($"| {row.Family} | {row.Header} | {row.Text} | {row.Source} |\n");
        }

        Pages.Check("findings.md", page.ToString());
    }
}
