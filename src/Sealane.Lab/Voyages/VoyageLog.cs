using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Voyages;

/// <summary>Puts together what hops and endpoint report of each request, and keeps the newest voyages. Thread-safe.</summary>
/// <param name="mostKept">How many voyages are kept.</param>
/// <param name="onVoyage">Gets each voyage as soon as it is whole, one at a time and in order; whoever reports next waits for it to
/// return.</param>
internal sealed class VoyageLog(int mostKept, Action<Voyage>? onVoyage)
{
    // Parts whose rest never comes: a client that went away, an arrival that nobody asked for. They must not pile up.
    private const int MostOpen = 1000;

    private readonly Queue<Voyage> _voyages = [];
    private readonly List<OpenVoyage> _open = [];
    private readonly List<Arrival> _unclaimed = [];
    private readonly List<(Func<Voyage, bool> Wanted, TaskCompletionSource<Voyage> Found)> _waiting = [];
    private readonly Lock _lock = new();
    private int _count;

    /// <summary>The voyages, oldest first.</summary>
    public IReadOnlyList<Voyage> Snapshot()
    {
        lock (_lock)
        {
            return [.. _voyages];
        }
    }

    /// <summary>The first voyage of this kind, kept already or still to come.</summary>
    public Task<Voyage> FindAsync(Func<Voyage, bool> wanted, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_voyages.FirstOrDefault(wanted) is { } known)
            {
                return Task.FromResult(known);
            }

            var found = new TaskCompletionSource<Voyage>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes the report of a hop.</summary>
    /// <param name="hop">The hop.</param>
    /// <param name="isFirst">Whether the client itself speaks to it.</param>
    /// <param name="isLast">Whether it speaks to the endpoint.</param>
    public void Record(Hop hop, bool isFirst, bool isLast)
    {
        lock (_lock)
        {
            var voyage = Join(new OpenVoyage(hop, isFirst, isLast));
            if (_unclaimed.FirstOrDefault(voyage.Awaits) is { } arrival)
            {
                _unclaimed.Remove(arrival);
                voyage.Arrival = arrival;
            }

            Settle(voyage);
        }
    }

    /// <summary>Takes the report of the endpoint.</summary>
    public void Record(Arrival arrival)
    {
        lock (_lock)
        {
            if (_open.FirstOrDefault(open => open.Awaits(arrival)) is not { } voyage)
            {
                Bound(_unclaimed);
                _unclaimed.Add(arrival);
                return;
            }

            voyage.Arrival = arrival;
            Settle(voyage);
        }
    }

    /// <summary>Gives up waiting for what is still missing, and keeps the voyages as far as they are known.</summary>
    public void Close()
    {
        lock (_lock)
        {
            foreach (var open in _open.ToArray())
            {
                _open.Remove(open);
                Keep(open);
            }

            foreach (var arrival in _unclaimed)
            {
                Keep(new Voyage { Id = arrival.RequestId, Hops = [], Arrival = arrival });
            }

            _unclaimed.Clear();
        }
    }

    /// <summary>Forgets all voyages and what is known of those that are not whole yet.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _voyages.Clear();
            _open.Clear();
            _unclaimed.Clear();
        }
    }

    private OpenVoyage Join(OpenVoyage voyage)
    {
        // At most twice: with the part before it, and with the part behind it.
        while (_open.FirstOrDefault(open => open.TryJoin(voyage)) is { } joined)
        {
            _open.Remove(joined);
            voyage = joined;
        }

        Bound(_open);
        _open.Add(voyage);
        return voyage;
    }

    private void Settle(OpenVoyage voyage)
    {
        if (voyage.IsWhole)
        {
            _open.Remove(voyage);
            Keep(voyage);
        }
    }

    private void Keep(OpenVoyage voyage) => Keep(voyage.ToVoyage(string.Create(CultureInfo.InvariantCulture, $"request-{_count + 1}")));

    private void Keep(Voyage voyage)
    {
        _count++;
        if (_voyages.Count == mostKept)
        {
            _voyages.Dequeue();
        }

        _voyages.Enqueue(voyage);
        foreach (var waiting in _waiting.Where(waiting => waiting.Wanted(voyage)).ToArray())
        {
            _waiting.Remove(waiting);
            waiting.Found.TrySetResult(voyage);
        }

        onVoyage?.Invoke(voyage);
    }

    private static void Bound<T>(List<T> list)
    {
        if (list.Count == MostOpen)
        {
            list.RemoveAt(0);
        }
    }
}
