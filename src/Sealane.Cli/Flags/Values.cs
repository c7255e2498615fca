using System.CommandLine;
using System.CommandLine.Parsing;
using Sealane.Profiles;

namespace Sealane.Cli.Flags;

/// <summary>Options whose values are more than text: each says what it takes when it is given something else.</summary>
internal static class Values
{
    /// <summary>An amount of bytes.</summary>
    public static Option<long?> Size(string name, params string[] aliases) => Of<long?>(name, aliases, ByteCount.Parse, ByteCount.Form, "size");

    /// <summary>Bytes a second.</summary>
    public static Option<long?> Rate(string name, params string[] aliases) => Of<long?>(name, aliases, ByteCount.ParseRate, ByteCount.RateForm, "rate");

    /// <summary>A time.</summary>
    public static Option<TimeSpan?> Duration(string name, params string[] aliases) => Of<TimeSpan?>(name, aliases, DurationText.Parse, DurationText.Form, "time");

    /// <summary>A whole number, at least <paramref name="least"/>.</summary>
    public static Option<int?> Number(string name, int least, params string[] aliases) => Of<int?>(
        name,
        aliases,
        text => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least ? number : null,
        $"a number from {least} on",
        "number");

    /// <summary>One of a few words.</summary>
    public static Option<string?> Choice(string name, IReadOnlyList<string> words, params string[] aliases)
    {
        var option = Of<string?>(
            name,
            aliases,
            text => words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)),
            string.Join(", ", words.SkipLast(1)) + (words.Count > 1 ? " or " : "") + words[^1],
            string.Join('|', words));
        option.CompletionSources.Add(_ => words.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        return option;
    }

    /// <summary>A value of its own form.</summary>
    public static Option<T> Of<T>(string name, string[] aliases, Func<string, T> parse, string form, string helpName) => new(name, aliases)
    {
        HelpName = helpName,
        CustomParser = result => Parse(name, result, parse, form),
    };

    private static T? Parse<T>(string name, ArgumentResult result, Func<string, T> parse, string form)
    {
        var text = result.Tokens[^1].Value;
        var value = parse(text);
        if (value is null)
        {
            result.AddError($"{name} is '{text}', which cannot be used. Write {form}.");
        }

        return value;
    }
}
