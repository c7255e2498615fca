using System.CommandLine;

namespace Sealane.Cli.Flags;

/// <summary>An option of the command line that becomes an option of the client, whatever the environment says.</summary>
/// <param name="setting">The setting of the environment that it overrides, as <c>sealane config</c> names it; null when there is none.</param>
internal abstract class ClientFlag(string? setting)
{
    public string? Setting => setting;

    public abstract Option Option { get; }

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetResult(Option) is { Implicit: false };

    /// <summary>The options with it, if it was given.</summary>
    public abstract S3ClientOptions Apply(S3ClientOptions options, ParseResult parsed);

    public static ClientFlag Of<T>(string? setting, Option<T> option, string description, Func<S3ClientOptions, T, S3ClientOptions> apply)
    {
        option.Description = description;
        option.Recursive = true;
        return new Typed<T>(setting, option, apply);
    }

    private sealed class Typed<T>(string? setting, Option<T> option, Func<S3ClientOptions, T, S3ClientOptions> apply) : ClientFlag(setting)
    {
        public override Option Option => option;

        public override S3ClientOptions Apply(S3ClientOptions options, ParseResult parsed) =>
            IsGiven(parsed) ? apply(options, parsed.GetValue(option)!) : options;
    }
}
