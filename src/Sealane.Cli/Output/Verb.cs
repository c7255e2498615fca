namespace Sealane.Cli.Output;

/// <summary>What was done to one object: the word that its line begins with.</summary>
internal sealed record Verb(string Name)
{
    public static Verb Upload { get; } = new("upload");

    public static Verb Download { get; } = new("download");

    public static Verb Copy { get; } = new("copy");

    public static Verb Move { get; } = new("move");

    public static Verb Delete { get; } = new("delete");

    public static Verb List { get; } = new("list");

    public static Verb Abort { get; } = new("abort");

    public static Verb MakeBucket { get; } = new("make_bucket");

    public static Verb RemoveBucket { get; } = new("remove_bucket");
}
