using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sealane.Cli.Help;
using Sealane.Sync;

namespace Sealane.Cli.Flags;

/// <summary>Which of many objects take part.</summary>
internal sealed class SelectionFlags() : FlagGroup("Which objects")
{
    private readonly Option<string[]> _exclude = new("--exclude") { HelpName = "pattern", Description = "Leave out what fits, below the source; of all that fit a name, the last one counts." };
    private readonly Option<string[]> _include = new("--include") { HelpName = "pattern", Description = "Take what fits after all." };
    private readonly Option<Shard> _shard = new("--shard") { HelpName = "I/N", Description = "Only part I (from 0) of N disjoint parts, so that N processes share the work.", CustomParser = ParseShard };
    private readonly Option<bool> _noFollow = new("--no-follow-symlinks") { Description = "Pass over symbolic links." };

    public override IReadOnlyList<Option> Options { get => field ??= [_exclude, _include, _shard, _noFollow, FollowLinksOption()]; }

    /// <summary>Whether symbolic links count as what they lead to.</summary>
    public bool FollowsLinks(ParseResult parsed) => !parsed.GetValue(_noFollow);

    /// <summary>The options with filter and shard.</summary>
    public T Apply<T>(T options, ParseResult parsed)
        where T : BulkOptions => options with { Filter = Filter(parsed), Shard = parsed.GetValue(_shard) };

    // In the order in which they were written, whichever of the two each one is.
    private NameFilter Filter(ParseResult parsed)
    {
        var filter = NameFilter.All;
        Symbol? last = null;
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
            {
                last = token.Value == _exclude.Name ? _exclude : token.Value == _include.Name ? _include : null;
            }
            else if (last is not null && token.Type == TokenType.Argument)
            {
                filter = last == _exclude ? filter.Exclude(token.Value) : filter.Include(token.Value);
                last = null;
            }
        }

        return filter;
    }

    // What is done anyway; for those who say so.
    private static Option<bool> FollowLinksOption() => new("--follow-symlinks") { Hidden = true };

    private static Shard ParseShard(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (text.Split('/') is [var index, var count]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && i < n)
        {
            return new Shard(i, n);
        }

        result.AddError($"--shard is '{text}', which cannot be used. Write I/N, such as 0/4, 1/4, 2/4 and 3/4 for four processes.");
        return default;
    }
}
