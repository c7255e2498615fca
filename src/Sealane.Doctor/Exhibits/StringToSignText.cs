using System.Text.RegularExpressions;

namespace Sealane.Doctor.Exhibits;

/// <summary>A string to sign as somebody shows it.</summary>
/// <param name="Timestamp">The signed time.</param>
/// <param name="Scope">The scope: <c>20130524/us-east-1/s3/aws4_request</c>.</param>
/// <param name="Hash">The SHA-256 of the canonical request.</param>
internal sealed partial record StringToSignText(string Timestamp, string Scope, string Hash)
{
    /// <summary>Reads one; null when it is none of a head: those of chunks and trailers have other first lines.</summary>
    public static StringToSignText? Read(string text) =>
        Form().Match(text) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;

    /// <summary>Every one in a text, with where it stands.</summary>
    public static IEnumerable<(int At, StringToSignText Text)> All(string text) =>
        Form().Matches(text).Select(match => (match.Index, new StringToSignText(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)));

    public override string ToString() => $"{Timestamp} {Scope}";

    // "AWS4-HMAC-SHA256" LF timestamp LF scope LF hex(sha256(canonical request))      (S3 API, sig-v4-header-based-auth)
    [GeneratedRegex(@"AWS4-HMAC-SHA256\n(\d{8}T\d{6}Z)\n(\d{8}/[\w-]*/[\w-]+/aws4_request)\n([0-9a-f]{64})")]
    private static partial Regex Form();
}
