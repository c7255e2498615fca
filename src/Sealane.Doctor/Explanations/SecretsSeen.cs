using System.Text.RegularExpressions;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Explanations;

/// <summary>
/// The last line of defence: every signature, token and password that stands in an exhibit, so that no output repeats one, whatever a log
/// calls the place where it stands. What is known by its name is masked before that.
/// </summary>
internal sealed partial class SecretsSeen
{
    // Shorter ones would mask words, and are no secrets of S3's.
    private const int Shortest = 8;

    private readonly IReadOnlyList<string> _secrets;

    private SecretsSeen(IEnumerable<string> secrets) => _secrets = [.. secrets
        .SelectMany(secret => new[] { secret, Uri.UnescapeDataString(secret), PercentEncoding.Encode(secret), secret.Replace("\\/", "/", StringComparison.Ordinal) })
        .Where(secret => secret.Length >= Shortest && secret != Secrecy.Masked)
        .Distinct(StringComparer.Ordinal)
        .OrderByDescending(secret => secret.Length)];

    /// <summary>None.</summary>
    public static SecretsSeen None { get; } = new([]);

    /// <summary>Those of texts, and others that are known.</summary>
    public static SecretsSeen In(IEnumerable<string> texts, IEnumerable<string> others) =>
        new(texts.SelectMany(text => Named().Matches(text).Concat(Behind().Matches(text)).Concat(InUrl().Matches(text)).Select(match => match.Groups["secret"].Value)).Concat(others));

    /// <summary>The text with each of them masked.</summary>
    public string Mask(string text) => _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Secrecy.Masked, StringComparison.Ordinal));

    /// <summary>How many; never which.</summary>
    public override string ToString() => $"{_secrets.Count} secrets";

    // A name, whatever joins it to its value in a header, a query, JSON, XML or an inspection, and the value.
    [GeneratedRegex("""(?i)(?:(?:x-amz-)?signature(?:provided)?|(?:x-amz-)?(?:security|session|s3session)[-_]?token|secret[-_]?(?:access[-_]?)?key|customer-key|proxy-authorization|cookie|password)['"]?(?:\s*[:=>]\s*|%3D)(?:b?['"])?(?:Basic |Bearer )?(?!undefined|null|none|\(masked)(?<secret>[^\s'"<>&,;\\]+)""")]
    private static partial Regex Named();

    // What has the form of one behind such a word, in prose.
    [GeneratedRegex("""(?i)(?:signature|token|secret|key)\W{1,4}(?<secret>[0-9a-f]{64}|[A-Za-z0-9/+=]{80,})(?![A-Za-z0-9/+=])""")]
    private static partial Regex Behind();

    [GeneratedRegex("""://[^/?#@'"\s:]*:?(?<secret>[^/?#@'"\s]*)@""")]
    private static partial Regex InUrl();
}
