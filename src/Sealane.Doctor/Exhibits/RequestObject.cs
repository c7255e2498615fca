using System.Globalization;
using System.Text.RegularExpressions;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Exhibits;

/// <summary>The AWS SDK for JavaScript's requests and answers as a middleware or a logger prints them, inspected or as JSON.</summary>
internal sealed partial class RequestObject : ExhibitReader
{
    private const string Headers = "headers.";
    private const string Query = "query.";

    public override string Kind => "a request as the AWS SDK for JavaScript printed it";

    public override IEnumerable<Sighting> Read(string text)
    {
        foreach (Match match in Start().Matches(text))
        {
            var members = ObjectNotation.Read(text, match.Index);
            string? Member(string name) => members.Where(member => member.Key == name).Select(member => member.Value).FirstOrDefault();
            List<KeyValuePair<string, string>> fields = [.. Under(members, Headers)];
            if (fields.Count == 0)
            {
                continue;
            }

            if (int.TryParse(Member("statusCode"), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            {
                yield return new Sighting.Answered(match.Index, status, [.. SeenHead.Fields(fields)]);
            }
            else if (Member("method") is { Length: > 0 } method && Member("path") is { } path)
            {
                // The query is printed decoded, name by name.
                var query = string.Join('&', Under(members, Query).Select(member => $"{PercentEncoding.Encode(member.Key)}={PercentEncoding.Encode(member.Value)}"));
                var host = Member("port") is { } port ? $"{Member("hostname")}:{port}" : Member("hostname");
                if (SeenHead.Of(method, query.Length == 0 ? path : $"{path}?{query}", fields, host) is { } head)
                {
                    yield return new Sighting.Sent(match.Index, head);
                }
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Under(IEnumerable<KeyValuePair<string, string>> members, string prefix) => members
        .Where(member => member.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(member => new KeyValuePair<string, string>(member.Key[prefix.Length..], member.Value));

    [GeneratedRegex("""\{\s*['"]?(?:method|statusCode)['"]?\s*:""")]
    private static partial Regex Start();
}
