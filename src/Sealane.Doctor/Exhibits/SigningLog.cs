using System.Text.RegularExpressions;

namespace Sealane.Doctor.Exhibits;

/// <summary>What a signer wrote of its own work: botocore and the AWS CLI (CanonicalRequest:), Java (AWS4 Canonical Request:), Go (CANONICAL STRING), curl, and whoever prints it by hand.</summary>
internal sealed partial class SigningLog : ExhibitReader
{
    // Services that speak JSON tell what they computed in the words of the message.
    private const string Theirs = "should have been";

    public override string Kind => "a signer's debug log";

    public override IEnumerable<Sighting> Read(string text) =>
        CanonicalText.All(text).Where(found => IsClients(text, found.At)).Select(Sighting (found) => new Sighting.Canonical(found.At, found.Text))
            .Concat(StringToSignText.All(text).Where(found => IsClients(text, found.At)).SelectMany(found => ToSign(text, found.At, found.Text)));

    private static IEnumerable<Sighting> ToSign(string text, int at, StringToSignText found)
    {
        yield return new Sighting.ToSign(at, found);
        var end = text.IndexOf(found.Hash, at, StringComparison.Ordinal) + found.Hash.Length;
        if (Signature().Match(text, end, Math.Min(600, text.Length - end)) is { Success: true } match)
        {
            yield return new Sighting.Signature(match.Index, match.Groups[1].Value);
        }
    }

    // Of an error document, XML or not, the server is the author.
    private static bool IsClients(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - 80), Math.Min(80, at));
        return !before.EndsWith(">") && !before.EndsWith(": '") && !before.EndsWith("\": \"") && !before.Contains(Theirs, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"(?i)signature\W{1,6}([0-9a-f]{64})(?![0-9a-f])")]
    private static partial Regex Signature();
}
