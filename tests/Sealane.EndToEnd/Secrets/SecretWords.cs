using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sealane.Signing.Journey;

namespace Sealane.EndToEnd.Secrets;

/// <summary>What must never be seen, in every spelling in which it could be.</summary>
internal sealed partial class SecretWords
{
    private const int LeastLength = 12;

    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Remembers a secret under a name that may be seen.</summary>
    public void Add(string name, string text)
    {
        Assert.True(text.Length >= LeastLength, $"{name} is so short that it could stand anywhere");
        var bytes = Encoding.Latin1.GetBytes(text);
        string[] spellings =
        [
            text,
            text.Substring(text.Length / 4, LeastLength), // a piece of it is too much already
            Uri.EscapeDataString(text),
            JsonEncodedText.Encode(text).ToString(),
            WebUtility.HtmlEncode(text),
            Convert.ToBase64String(bytes),
            Convert.ToHexStringLower(bytes), // also as error documents write bytes: in pairs
        ];
        foreach (var spelling in spellings)
        {
            _spellings.TryAdd(Unbroken(spelling), name);
        }
    }

    /// <summary>Remembers the signatures that a request carries, in its Authorization or in its query.</summary>
    public void AddSignatures(byte[] head)
    {
        var message = MessageHead.Parse(head);
        foreach (Match found in Signature().Matches($"{message.Target} {message.Value("authorization")}"))
        {
            Add("a signature", found.Groups[1].Value);
        }
    }

    /// <summary>The names of the secrets that stand in a text, in one line or broken over several.</summary>
    public IReadOnlyList<string> In(string text)
    {
        var unbroken = Unbroken(text);
        return [.. _spellings.Where(pair => unbroken.Contains(pair.Key, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value).Distinct()];
    }

    private static string Unbroken(string text) => Blanks().Replace(text, "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("Signature=([0-9a-f]{64})")]
    private static partial Regex Signature();
}
