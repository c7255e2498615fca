using Sealane.Signing.Requests;

namespace Sealane.Signing.Headers;

/// <summary>The names of signed headers, lower case and sorted, and the same joined by semicolons.</summary>
internal sealed record SignedHeaderSet(IReadOnlyList<string> Names, string Text);

/// <summary>What a policy chose of the heads seen lately: a program sends few kinds of heads, over and over. Thread-safe.</summary>
internal sealed class SignedHeaderSets
{
    private const int Kept = 16;

    private readonly Seen?[] _seen = new Seen?[Kept];
    private uint _next;

    public SignedHeaderSet Choose(SignedHeaderPolicy policy, RequestHead head)
    {
        foreach (var seen in _seen)
        {
            if (seen is not null && seen.Is(policy, head))
            {
                return seen.Set;
            }
        }

        var names = policy.Choose(head);
        var set = new SignedHeaderSet(names, string.Join(';', names));

        // Which headers Connection nominates is a matter of its value, and names alone are compared here.
        if (!head.Has("connection"))
        {
            _seen[Interlocked.Increment(ref _next) % Kept] = new Seen(policy, [.. head.Fields.Select(field => field.Name)], set);
        }

        return set;
    }

    private sealed class Seen(SignedHeaderPolicy policy, string[] names, SignedHeaderSet set)
    {
        public SignedHeaderSet Set => set;

        public bool Is(SignedHeaderPolicy other, RequestHead head)
        {
            var fields = head.FieldSpan;
            if (!ReferenceEquals(policy, other) || fields.Length != names.Length)
            {
                return false;
            }

            for (var i = 0; i < names.Length; i++)
            {
                if (fields[i].Name != names[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
