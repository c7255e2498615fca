using System.Text;
using Sealane.Protocol.Errors;

namespace Sealane.Doctor.Exhibits;

/// <summary>S3's error document, wherever it stands: alone, behind an answer's head, in a log line, within quotation marks.</summary>
internal sealed class ErrorXml : ExhibitReader
{
    private const int Longest = 256 * 1024;

    public override string Kind => "S3's error XML";

    public override IEnumerable<Sighting> Read(string text)
    {
        for (var at = 0; (at = text.IndexOf("<Error>", at, StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf("</Error>", at, StringComparison.Ordinal);
            end = end < 0 || end - at > Longest ? Math.Min(text.Length, at + Longest) : end + "</Error>".Length;
            if (Document(text[at..end]) is { } document)
            {
                yield return new Sighting.Refused(at, document);
            }

            at = end;
        }
    }

    // A log that prints the body as a literal has written its line ends as backslash and n.
    private static ErrorDocument? Document(string xml) => ErrorDocument.Read(Encoding.UTF8.GetBytes(
        xml.Contains(@"\n", StringComparison.Ordinal) && !xml.Contains('\n', StringComparison.Ordinal) ? ObjectNotation.Literal($"'{xml.Replace("'", @"\'", StringComparison.Ordinal)}'", 0) : xml))
        is { Code.Length: > 0 } document ? document : null;
}
