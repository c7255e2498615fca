using Sealane.Edge.Faults;

namespace Sealane.Edge.Relay;

/// <summary>Which hold each request gets: a pure function of the request's number, so that what is printed before a run is what happens.</summary>
/// <remarks>
/// Requests are numbered from 0 in the order of their arrival at one relay, over all its connections. Only a request whose chunked body
/// may be re-framed takes a number. Immutable; two relays with the same schedule each begin at its start.
/// </remarks>
public abstract class HoldSchedule
{
    private protected HoldSchedule()
    {
    }

    /// <summary>The hold of a request.</summary>
    /// <param name="index">Number of the request among those with a chunked body, from 0.</param>
    public abstract Hold this[long index] { get; }

    /// <summary>The holds of the first requests, for printing.</summary>
    public IReadOnlyList<Hold> First(int count) => [.. Enumerable.Range(0, count).Select(index => this[index])];

    /// <summary>The same hold for every request.</summary>
    public static HoldSchedule Always(Hold hold) => new Listed([hold]);

    /// <summary>The holds in turn, from the beginning again after the last.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static HoldSchedule Cycle(params IReadOnlyList<Hold> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        return holds.Count > 0 ? new Listed([.. holds]) : throw new ArgumentException("A schedule needs at least one hold.", nameof(holds));
    }

    /// <summary>A mixture of whole bodies, nothing, and 256 bytes to 1 MiB, a third each; the same seed gives the same mixture on every machine.</summary>
    public static HoldSchedule Seeded(int seed) => new Mixed(seed);

    private sealed class Listed(Hold[] holds) : HoldSchedule
    {
        public override Hold this[long index] => holds[index % holds.Length];

        public override string ToString() => string.Join(", ", holds.Select(hold => hold.ToString()));
    }

    private sealed class Mixed(int seed) : HoldSchedule
    {
        public override Hold this[long index]
        {
            get
            {
                var bits = SplitMix.Draw(seed, index);
                return (bits % 3) switch
                {
                    0 => new HoldWholeBody(),
                    1 => new HoldNothing(),
                    _ => new HoldBytes(256L << (int)((bits >> 32) % 13)),
                };
            }
        }

        public override string ToString() => $"seed {seed}";
    }
}
