namespace Sealane.Transfers;

/// <summary>The parts of a source whose length is known: ranges of it.</summary>
internal sealed class RangeFeed(RangedSource source, IReadOnlyList<PartRange> parts) : IPartFeed
{
    private int _next = -1;

    public int? Count => parts.Count;

    public ValueTask<OutgoingPart?> NextAsync(CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _next) is var next && next < parts.Count && parts[next] is var part
            ? new(new OutgoingPart(part.Number, part.Length, source.Range(part.Offset, part.Length)))
            : default;

    public void Check() => source.Check();
}
