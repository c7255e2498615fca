using System.Collections.Frozen;
using Sealane.Signing.Requests;

namespace Sealane.Signing.Headers;

/// <summary>Which headers of a request go into its signature. A closed set: <see cref="AllowTable"/> (ours), or everything but a list (others').</summary>
public abstract record SignedHeaderPolicy
{
    private SignedHeaderPolicy()
    {
    }

    /// <summary>What Sealane signs: the rule column of <see cref="HeaderTable"/>, and nothing that <c>Connection</c> nominates.</summary>
    /// <remarks>A request that nominates <c>host</c> or an <c>x-amz-</c> header asks the way to drop what S3 needs: an argument error.</remarks>
    public static SignedHeaderPolicy AllowTable { get; } = new Allow(FrozenSet<string>.Empty);

    /// <summary>What most other clients do: sign whatever is present when they sign, except these names.</summary>
    public static SignedHeaderPolicy EverythingExcept(params IEnumerable<string> names) =>
        new Except([.. names.Append("authorization").Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)]);

    /// <summary>This policy, and these names too when they are present: <c>range</c>, for one, or a mistake to be studied.</summary>
    public abstract SignedHeaderPolicy Plus(params IEnumerable<string> names);

    /// <summary>The lower-case names to sign, sorted by byte, each once.</summary>
    /// <exception cref="ArgumentException"><c>Connection</c> nominates a header that S3 insists on.</exception>
    public IReadOnlyList<string> Choose(RequestHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var nominated = NominatedBy(head);
        var names = new List<string>(head.Fields.Count);
        foreach (var field in head.Fields)
        {
            var name = field.Name.ToLowerInvariant();
            if (Signs(name, nominated) && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private protected abstract bool Signs(string name, IReadOnlySet<string> nominated);

    private static FrozenSet<string> NominatedBy(RequestHead head) => head.Has("connection")
        ? ConnectionOptions.Nominated(head).Select(name => name.ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal)
        : FrozenSet<string>.Empty;

    private sealed record Allow(FrozenSet<string> Extra) : SignedHeaderPolicy
    {
        public override SignedHeaderPolicy Plus(params IEnumerable<string> names) =>
            new Allow(Extra.Concat(names.Select(name => name.ToLowerInvariant())).ToFrozenSet(StringComparer.Ordinal));

        private protected override bool Signs(string name, IReadOnlySet<string> nominated)
        {
            if (nominated.Contains(name))
            {
                return HeaderTable.MustBeSigned(name)
                    ? throw new ArgumentException($"The Connection header nominates '{name}', which S3 needs signed: the first hop would drop it. Take it out of Connection.")
                    : false;
            }

            return HeaderTable.Find(name)?.Rule is SigningRule.Always or SigningRule.WhenPresent || Extra.Contains(name);
        }
    }

    private sealed record Except(string[] Names) : SignedHeaderPolicy
    {
        public override SignedHeaderPolicy Plus(params IEnumerable<string> names)
        {
            var added = names.Select(name => name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
            return new Except([.. Names.Where(name => !added.Contains(name))]);
        }

        private protected override bool Signs(string name, IReadOnlySet<string> nominated) =>
            Array.BinarySearch(Names, name, StringComparer.Ordinal) < 0;
    }
}
