using System.Text;
using Sealane.Tests.House;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>The page that says how well the imitations imitate, printed from what <see cref="AgreementTests"/> holds them to.</summary>
public sealed class AgreementPage
{
    [Fact]
    public void The_page_of_agreement_says_what_the_tests_hold_the_profiles_to()
    {
        var (cases, answers) = (SurvivalCase.All.Count, AnswerCase.All.Count);
        var page = new StringBuilder($"""
            # Agreement: the imitations beside the proxies that they imitate

            Printed from what the tests hold the [profiles](profiles.md) to. {cases} signed requests (headers of every fate, framings, sizes, paths and queries that
            somebody might write another way) go through the real proxy, set up as the profile says, and through the edge with the profile, to an endpoint that
            keeps every byte that arrives. *Verdict*: the signature survives or not, the same signed parts are changed or missing, or the same status is answered
            by the proxy itself. *Bytes*: head and body arrive the same to the last byte and in the same order, but for numbers that are another each time.
            *Answer*: {answers} answers (a range, a redirect, a refusal, a trailer and so on) come back with the same status line, fields and content.
            A difference that is not listed fails the test, and so does a listed one that is none any more.

            | profile | the real one | same verdict | same bytes | same answer |
            |---|---|---|---|---|

            """);
        foreach (var setup in ProxySetup.All)
        {
            int Same(int all, params ReadOnlySpan<DifferenceKind> kinds)
            {
                foreach (var known in KnownDifference.Of(setup.Profile))
                {
                    all -= kinds.Contains(known.What) ? 1 : 0;
                }

                return all;
            }

            page.Append($"| [`{setup.Profile}`](profiles.md#{setup.Profile}) | {setup.Measured} | {Same(cases, DifferenceKind.Verdict)} of {cases} ");
            page.Append($"| {Same(cases, DifferenceKind.Verdict, DifferenceKind.Bytes)} of {cases} | {Same(answers, DifferenceKind.Answer)} of {answers} |\n");
        }

        page.Append($"""

            Chains are held to the same, verdict by verdict and byte by byte, real proxies in a row beside their profiles in a row: {string.Join(", ", ProxySetup.Chains.Select(chain => $"`{chain}`"))}.

            Set-ups that were measured once and cannot be installed everywhere are held to the verdicts that were measured then:

            | profile | the real one | same verdict |
            |---|---|---|

            """);
        foreach (var (profile, measured) in MeasuredTable.ElsewhereMeasured)
        {
            page.Append($"| [`{profile}`](profiles.md#{profile}) | {measured} | {MeasuredTable.Column(profile).Count} of {MeasuredTable.Column(profile).Count} |\n");
        }

        page.Append("""

            ## The differences

            | profile | case | what differs | why it is let stand |
            |---|---|---|---|

            """);
        foreach (var difference in KnownDifference.All)
        {
            page.Append($"| `{difference.Profile}` | {difference.Case} | {difference.What.ToString().ToLowerInvariant()} | {difference.Reason} |\n");
        }

        PrintedPage.Check("agreement.md", page.ToString());
    }
}
