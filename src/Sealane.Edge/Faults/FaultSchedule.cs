using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Faults;

/// <summary>Which fault each request meets: a pure function of its number and its head, so that a run can be repeated.</summary>
/// <remarks>
/// Requests are numbered from 0 in the order of their arrival at one relay, over all its connections; a request that the schedule does not
/// concern takes no number. A retry is a request as any other. Immutable; two relays with the same schedule each begin at its start.
/// </remarks>
public abstract class FaultSchedule
{
    private protected FaultSchedule()
    {
    }

    /// <summary>No fault at all.</summary>
    public static FaultSchedule None { get; } = new Listed([null]);

    /// <summary>The fault of a request; null when it meets none.</summary>
    /// <param name="index">Number of the request among those that the schedule concerns, from 0.</param>
    public abstract Fault? this[long index] { get; }

    /// <summary>The same fault for every request.</summary>
    public static FaultSchedule Always(Fault fault) => new Listed([fault]);

    /// <summary>The faults in turn, null for a request that is spared, from the beginning again after the last.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static FaultSchedule Cycle(params IReadOnlyList<Fault?> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Count > 0 ? new Listed([.. faults]) : throw new ArgumentException("A schedule needs at least one fault.", nameof(faults));
    }

    /// <summary>A fault for the first requests, none for those after.</summary>
    public static FaultSchedule First(long count, Fault fault) => new Leading(count, fault);

    /// <summary>A share of the requests meets one of the faults, by lot; the same seed draws the same lots on every machine.</summary>
    /// <param name="seed">Decides the lots.</param>
    /// <param name="share">Share of the requests that meet a fault, 0 to 1.</param>
    /// <param name="faults">What they meet, each as often as the other.</param>
    /// <exception cref="ArgumentException">There is no fault.</exception>
    public static FaultSchedule Seeded(int seed, double share, params IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Count > 0 ? new Drawn(seed, share, [.. faults]) : throw new ArgumentException("A schedule needs at least one fault.", nameof(faults));
    }

    /// <summary>Several schedules at once: a request meets the fault of the first that has one for it.</summary>
    public static FaultSchedule AnyOf(params IReadOnlyList<FaultSchedule> schedules) => new United([.. schedules]);

    /// <summary>This schedule for some requests alone.</summary>
    /// <param name="concerns">Whether a request takes part, by its head as it came in; pure, and called from several connections at once.</param>
    public FaultSchedule Where(Func<MessageHead, bool> concerns) => new Filtered(this, concerns);

    /// <summary>Whether the schedule concerns a request; only those take numbers.</summary>
    internal virtual bool Concerns(MessageHead request) => true;

    private sealed class Listed(Fault?[] faults) : FaultSchedule
    {
        public override Fault? this[long index] => faults[index % faults.Length];

        public override string ToString() => string.Join(", ", faults.Select(fault => fault?.ToString() ?? "none"));
    }

    private sealed class Leading(long count, Fault fault) : FaultSchedule
    {
        public override Fault? this[long index] => index < count ? fault : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{fault} for the first {count}");
    }

    private sealed class Drawn(int seed, double share, Fault[] faults) : FaultSchedule
    {
        public override Fault? this[long index]
        {
            get
            {
                var lot = SplitMix.Draw(seed, index);
                return (uint)lot < share * uint.MaxValue ? faults[(lot >> 32) % (ulong)faults.Length] : null;
            }
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {share:P0} of the requests");
    }

    private sealed class United(FaultSchedule[] schedules) : FaultSchedule
    {
        public override Fault? this[long index] => schedules.Select(schedule => schedule[index]).FirstOrDefault(fault => fault is not null);

        public override string ToString() => schedules.Length == 0 ? "none" : string.Join("; ", schedules.Select(schedule => schedule.ToString()));
    }

    private sealed class Filtered(FaultSchedule schedule, Func<MessageHead, bool> concerns) : FaultSchedule
    {
        public override Fault? this[long index] => schedule[index];

        public override string ToString() => $"{schedule}, for some requests";

        internal override bool Concerns(MessageHead request) => concerns(request) && schedule.Concerns(request);
    }
}
