using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Exhibits;

/// <summary>A canonical request as somebody shows it: a client's log, or S3's refusal.</summary>
internal sealed partial class CanonicalText
{
    private CanonicalText(string method, string path, string query, IReadOnlyList<HeaderField> headers, string payloadHash, string hash) =>
        (Method, Path, Query, Headers, PayloadHash, Hash) = (method, path, query, headers, payloadHash, hash);

    public string Method { get; }

    public string Path { get; }

    public string Query { get; }

    /// <summary>The signed headers, a line each, in the order of the text.</summary>
    public IReadOnlyList<HeaderField> Headers { get; }

    public string PayloadHash { get; }

    /// <summary>The SHA-256 of the text, as the string to sign has it.</summary>
    public string Hash { get; }

    public IEnumerable<string> SignedHeaders => Headers.Select(header => header.Name);

    public string? Value(string name) => Headers.Where(field => field.Is(name)).Select(field => field.Value).FirstOrDefault();

    /// <summary>Reads one; null when the text is none.</summary>
    public static CanonicalText? Read(string text) => Form().Match(text) is { Success: true, Index: 0 } match ? Of(match) : null;

    /// <summary>Every one in a text, with where it stands. Its last lines repeat the names of the lines before, so nothing else is taken for one, whatever a log calls it.</summary>
    public static IEnumerable<(int At, CanonicalText Text)> All(string text)
    {
        foreach (Match match in Form().Matches(text))
        {
            if (Of(match) is { } canonical)
            {
                yield return (match.Index, canonical);
            }
        }
    }

    /// <summary>The head that this is the canonical form of, without its signature.</summary>
    public RequestHead ToHead() => new(Method, Query.Length == 0 ? Path : $"{Path}?{Query}", [.. Headers]);

    public override string ToString() => $"{Method} {Secrecy.MaskTarget($"{Path}?{Query}").TrimEnd('?')}";

    private static CanonicalText? Of(Match match)
    {
        var headers = match.Groups[4].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var wire = WireText.FromText(line);
            var colon = wire.IndexOf(':', StringComparison.Ordinal);
            return new HeaderField(wire[..colon], wire[(colon + 1)..]);
        }).ToList();
        return match.Groups[5].Value == string.Join(';', headers.Select(header => header.Name))
            ? new CanonicalText(
                match.Groups[1].Value,
                WireText.FromText(match.Groups[2].Value),
                WireText.FromText(match.Groups[3].Value),
                headers,
                match.Groups[6].Value,
                Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(match.Value))))
            : null;
    }

    // method LF path LF query LF *( name ":" value LF ) LF signed-headers LF payload-hash      (S3 API, sig-v4-header-based-auth)
    [GeneratedRegex(@"(?<![\w>])(GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS)\n(/[^\s]*)\n([^\s:]*)\n((?:[!#-'*+.^_`|~0-9a-z-]+:[^\n]*\n)+)\n([^\s A-Z]+)\n([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)")]
    private static partial Regex Form();
}
