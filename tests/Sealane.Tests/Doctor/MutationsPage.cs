using System.Text;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Tests.Edge;
using Sealane.Tests.House;

namespace Sealane.Tests.Doctor;

/// <summary>The page for those who write a profile of their own, printed from the tables that read it.</summary>
public sealed class MutationsPage
{
    [Fact]
    public void The_page_of_mutations_says_what_a_profiles_file_may_say()
    {
        var page = new StringBuilder("""
            # Mutations and faults: what a profile's file may say

            Printed from the tables that read the files. A profile is a JSON file, in which comments may stand; it is named by its path wherever a built-in
            profile is named:

            ```json
            // our company's proxy
            {
              "name": "gate",
              "version": 1,
              "title": "The company's proxy",
              "description": "Takes hop-by-hop fields off, merges slashes, and is slow now and then.",
              "evidence": ["seen on a Tuesday"],
              "mutations": [
                "strip-hop-by-hop",
                "merge-slashes",
                { "name": "add-header", "header": "X-Forwarded-Host", "value": "{host}" },
                { "name": "add-header", "on": "answer", "header": "X-Cache", "value": "MISS" }
              ],
              "faults": [{ "name": "delay", "milliseconds": 500, "share": 10, "seed": 7 }]
            }
            ```

            Mutations work in their order, on the request as it goes and on the answer as it comes back. A mutation without parameters may be written as its
            name alone. What no mutation changes passes byte for byte. *Finding* is what the doctor must say, by a test that runs each between a client that
            signs all it sends and a real endpoint; none where a right signature survives.

            | mutation | parameters | why intermediaries do it | finding | source |
            |---|---|---|---|---|

            """);
        var loop = ClosedLoop.Rows.Select(row => (Mutation: Named.Mutation(row.Data.Item1.Split(" # ")[0]), Finding: row.Data.Item3)).ToLookup(row => row.Mutation.Name);
        foreach (var row in MutationTable.Rows)
        {
            var mutation = loop[row.Name].First().Mutation;
            var findings = loop[row.Name].Select(pair => pair.Finding).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
            page.Append($"| `{row.Name}` | {row.Parameters} | {mutation.Reason} | {(findings.Length == 0 ? "none" : string.Join(", ", findings))} | {mutation.Source.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        page.Append($"""

            ## Faults

            Accidents, which a transfer must survive. The same list can be given to `sealane serve --fault`, a fault each: `--fault "reset after=65536 every=3"`;
            what is given there stands in place of what the outermost edge's profile says. When a fault strikes is said beside its own parameters: {FaultTable.Schedule}. Requests are counted from the first at each edge, so a run can be
            repeated.

            | fault | parameters | why it happens | source |
            |---|---|---|---|

            """);
        foreach (var row in FaultTable.Rows)
        {
            var fault = EdgeProfile.ReadFaults([row.Name])[0]!;
            page.Append($"| `{row.Name}` | {row.Parameters} | {fault.Reason} | {fault.Source} |\n");
        }

        Pages.Check("mutations.md", page.ToString());
    }
}
