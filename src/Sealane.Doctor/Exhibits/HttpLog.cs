using System.Globalization;
using System.Text.RegularExpressions;

namespace Sealane.Doctor.Exhibits;

/// <summary>Heads as they stand on the wire, bare or behind a mark: <c>curl -v</c> (&gt; and &lt;), the wire log of Java's HTTP client, Go's dumps, a recorder's.</summary>
internal sealed partial class HttpLog : ExhibitReader
{
    public override string Kind => "heads of HTTP (curl -v, a wire log)";

    public override IEnumerable<Sighting> Read(string text)
    {
        foreach (Match match in StartLine().Matches(text))
        {
            var mark = match.Groups["mark"].Value;
            var fields = Fields(text, match.Index + match.Length, mark);
            if (match.Groups["status"].Success)
            {
                yield return new Sighting.Answered(match.Index, int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture), [.. SeenHead.Fields(fields)]);
            }
            else if (fields.Count > 0 && SeenHead.Of(match.Groups["method"].Value, match.Groups["target"].Value, fields) is { } head)
            {
                yield return new Sighting.Sent(match.Index, head);
            }
        }
    }

    // *( mark field-line ) ; ends at an empty line, or at one that is no field.
    private static List<KeyValuePair<string, string>> Fields(string text, int at, string mark)
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at + 1);
            end = end < 0 ? text.Length : end;
            var line = text.AsSpan(at + 1, Math.Max(0, end - at - 1));
            at = end;
            var marked = mark.Length <= "> ".Length ? line.StartsWith(mark) ? 0 : -1 : line.IndexOf(mark, StringComparison.Ordinal);
            if (marked < 0)
            {
                break;
            }

            var field = FieldLine().Match(line[(marked + mark.Length)..].ToString());
            if (!field.Success)
            {
                break;
            }

            fields.Add(new(field.Groups[1].Value, field.Groups[2].Value));
        }

        return fields;
    }

    // The mark is what stands between the start of a log's line and the start of HTTP's: "> ", "http-outgoing-0 >> ", and a quotation mark where the log is of bytes.
    [GeneratedRegex("""(?m)(?:^|(?<=\s))(?<mark>(?:(?:http-outgoing-\d+ (?:>>|<<) "?)|(?:^[<>] ))?)(?:(?<method>GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS) (?<target>\S+) HTTP/[123](?:\.[01])?|HTTP/[123](?:\.[01])? (?<status>[1-5]\d\d)[^\n"\[]*)(?:\[\\r\]\[\\n\]"| )?\r?$""")]
    private static partial Regex StartLine();

    [GeneratedRegex("""^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*(?:\[\\r\]\[\\n\]")?\r?$""")]
    private static partial Regex FieldLine();
}
