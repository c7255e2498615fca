using System.CommandLine;
using Sealane.Cli.Output;
using Sealane.Edge.Profiles;
using Sealane.Lab.Replays;

namespace Sealane.Cli.Flags;

/// <summary><c>--profiles</c>: the ways that requests are sent over.</summary>
internal static class WayFlags
{
    private const string All = "all";

    public static Option<string[]> Create()
    {
        var option = new Option<string[]>("--profiles")
        {
            Description = "The ways: names of profiles or files of your own, by commas; hops in a row joined by +, as in haproxy+cloudfront-accelerate. All of them when left out.",
            HelpName = "names",
            DefaultValueFactory = _ => [],
        };
        option.CompletionSources.Add(_ => EdgeProfile.Names.Append(All).Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }

    /// <summary>The ways, and whether they were named one by one.</summary>
    /// <exception cref="UsageException">There is no such profile, or its file cannot be used.</exception>
    public static (IReadOnlyList<Way> Ways, bool AreNamed) Read(IReadOnlyList<string>? given)
    {
        var names = (given ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0 || names is [All])
        {
            return (Way.All, AreNamed: false);
        }

        try
        {
            return ([.. names.Select(name => File.Exists(name) ? Way.Of(EdgeProfile.Load(name)) : Way.Of([.. name.Split('+').Select(EdgeProfile.Load)]))], AreNamed: true);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or IOException)
        {
            throw new UsageException(Sentences.Of(fault));
        }
    }
}
