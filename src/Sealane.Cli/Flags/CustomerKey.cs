using System.CommandLine;
using System.CommandLine.Parsing;
using Sealane.Protocol.Wire;

namespace Sealane.Cli.Flags;

/// <summary>
/// A customer's own key (SSE-C): read from a file or a variable, never from the command line itself, where every user of the machine
/// could see it.
/// </summary>
internal static class CustomerKey
{
    /// <summary>The only algorithm there is.</summary>
    public const string Algorithm = "AES256";

    private const int Length = 32;
    private const string Variable = "env:";

    private static readonly string[] FileSchemes = ["fileb://", "file://"];

    /// <summary>An option that takes one.</summary>
    public static Option<Secret?> Option(string name = "--sse-c-key") => new(name)
    {
        HelpName = "fileb://path|env:NAME",
        Description = "Your own key of 32 bytes (SSE-C), as bytes or base64, in a file or a variable.",
        CustomParser = Parse,
    };

    private static Secret? Parse(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        try
        {
            var scheme = Array.Find(FileSchemes, scheme => text.StartsWith(scheme, StringComparison.Ordinal));
            var found = scheme is not null ? Read(File.ReadAllBytes(text[scheme.Length..]))
                : text.StartsWith(Variable, StringComparison.Ordinal) ? Read(System.Text.Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(text[Variable.Length..]) ?? ""))
                : null;
            if (found is null)
            {
                // The value is not repeated: it may be the key.
                result.AddError("A customer's key is 32 bytes, or the base64 of 32 bytes, in a file or a variable: write fileb://PATH or env:NAME, never the key itself.");
            }

            return found;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            result.AddError($"The customer's key cannot be read: {fault.Message}");
            return null;
        }
    }

    private static Secret? Read(byte[] bytes)
    {
        if (bytes.Length == Length)
        {
            return new Secret(Convert.ToBase64String(bytes));
        }

        var text = System.Text.Encoding.Latin1.GetString(bytes).Trim();
        var decoded = new byte[Length + 1];
        return Convert.TryFromBase64String(text, decoded, out var length) && length == Length ? new Secret(text) : null;
    }
}
