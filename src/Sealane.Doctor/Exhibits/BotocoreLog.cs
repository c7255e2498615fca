using System.Globalization;
using System.Text.RegularExpressions;

namespace Sealane.Doctor.Exhibits;

/// <summary>The requests and answers in botocore's debug log: boto3's <c>set_stream_logger('')</c>, <c>aws --debug</c> of both versions.</summary>
internal sealed partial class BotocoreLog : ExhibitReader
{
    // What botocore writes of one answer: its status in urllib3's line, and soon after it the headers.
    private const int Near = 4096;

    public override string Kind => "botocore's debug log (boto3, AWS CLI)";

    public override IEnumerable<Sighting> Read(string text)
    {
        foreach (Match match in Request().Matches(text))
        {
            if (Uri.TryCreate(match.Groups["url"].Value, UriKind.Absolute, out var url)
                && SeenHead.Of(match.Groups["method"].Value, match.Groups["url"].Value, ObjectNotation.Read(text, match.Index + match.Length - 1), url.Authority) is { } head)
            {
                yield return new Sighting.Sent(match.Index, head);
            }
        }

        foreach (Match match in Answer().Matches(text))
        {
            var before = text[Math.Max(0, match.Index - Near)..match.Index];
            var status = Status().Matches(before).LastOrDefault();
            yield return new Sighting.Answered(
                match.Index,
                status is null ? null : int.Parse(status.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                [.. SeenHead.Fields(ObjectNotation.Read(text, match.Index + match.Length - 1))]);
        }
    }

    [GeneratedRegex(@"<AWSPreparedRequest [^\n]*?method=(?<method>[A-Z]+), url=(?<url>\S+), headers=\{")]
    private static partial Regex Request();

    [GeneratedRegex(@"Response headers: (?:\w+\()?\{")]
    private static partial Regex Answer();

    [GeneratedRegex("""HTTP/1\.[01]" (\d{3})""")]
    private static partial Regex Status();
}
