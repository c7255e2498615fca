using System.Collections.Frozen;
using Sealane.Edge.Faults;
using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Profiles;

/// <summary>What one kind of intermediary does to a request and its answer: mutations in order, and what is known about it. Each is a file; see <see cref="Read(Stream, string)"/>.</summary>
public sealed record EdgeProfile
{
    private const string Folder = "profiles/";

    // Read when first asked for: a program that wants one profile does not wait for all.
    private static readonly FrozenDictionary<string, Lazy<EdgeProfile>> BuiltIn = typeof(EdgeProfile).Assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(resource => resource[Folder.Length..], resource => new Lazy<EdgeProfile>(() => ReadBuiltIn(resource)));

    /// <summary>Its name, as in <c>cloudfront-accelerate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Number of its version, which rises when it does something else than before.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whom it imitates, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Where its behaviour is written or was seen.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>What it does, in order.</summary>
    public required IReadOnlyList<Mutation> Mutations { get; init; }

    /// <summary>What goes wrong at it besides, and when; a relay's own schedule comes before it. Default: nothing.</summary>
    public FaultSchedule Faults { get; init; } = FaultSchedule.None;

    /// <summary>The names of all built-in profiles, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. BuiltIn.Keys.Order(StringComparer.Ordinal)];

    /// <summary>All built-in profiles, by name.</summary>
    public static IReadOnlyList<EdgeProfile> All => [.. Names.Select(Find)];

    /// <summary>The built-in profile of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static EdgeProfile Find(string name) => BuiltIn.TryGetValue(name, out var profile)
        ? profile.Value
        : throw new ArgumentException($"There is no edge profile '{name}'. There are: {string.Join(", ", Names)}. A file of your own is named by its path, as ./mine.json.", nameof(name));

    /// <summary>The built-in profile of a name, or the one in a file: whatever holds a slash or ends with <c>.json</c> is a path.</summary>
    /// <exception cref="ArgumentException">There is no profile of this name.</exception>
    /// <exception cref="FormatException">The file is no profile; the message names the file, the place in it and the remedy.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static EdgeProfile Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (BuiltIn.ContainsKey(nameOrPath) || !(nameOrPath.AsSpan().ContainsAny('/', '\\') || nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            return Find(nameOrPath);
        }

        using var file = File.OpenRead(nameOrPath);
        return Read(file, nameOrPath);
    }

    /// <summary>Reads a profile: a JSON object, in which comments may stand.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="file">What to call it in errors.</param>
    /// <exception cref="FormatException">It is no profile; the message names the file, the place in it and the remedy.</exception>
    public static EdgeProfile Read(Stream json, string file) => ProfileFile.Read(json, file);

    /// <summary>Reads faults as a command's option names them: <c>reset after=65536 every=3</c>.</summary>
    /// <param name="faults">A fault each: its name, and its parameters as <c>name=value</c>, parted by blanks.</param>
    /// <exception cref="FormatException">There is no such fault or parameter; the message lists those there are.</exception>
    public static FaultSchedule ReadFaults(IEnumerable<string> faults) => ProfileFile.ReadFaults(faults);

    /// <summary>The same profile with its re-framing switched off: chunked bodies leave chunked, whatever the schedule of holds says.</summary>
    public EdgeProfile WithoutReframing() => this with
    {
        Name = Name + "-framing-kept",
        Mutations = [.. Mutations.Where(mutation => mutation is not ReframeByHold)],
    };

    /// <summary>What the profile means to do with the request that a head announces.</summary>
    public BodyPlan Plan(MessageHead head) => Mutations.Aggregate(new BodyPlan(), (plan, mutation) => mutation.Plan(plan, head));

    /// <summary>The head as it goes on.</summary>
    public MessageHead Apply(MessageHead head, Passage passage) => Mutations.Aggregate(head, (now, mutation) => mutation.Apply(now, passage));

    /// <summary>Whether an answer's length is waited for before its head goes back.</summary>
    public bool HoldsAnswers => Mutations.Any(mutation => mutation.HoldsAnswer);

    /// <summary>The answer as it goes back: the mutations in their order once more.</summary>
    public Answer ApplyToAnswer(MessageHead head, WayBack way) => Mutations.Aggregate(new Answer(head), (now, mutation) => mutation.ApplyToAnswer(now, way));

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private static EdgeProfile ReadBuiltIn(string resource)
    {
        using var json = typeof(EdgeProfile).Assembly.GetManifestResourceStream(resource)!;
        return Read(json, resource);
    }
}
