using Sealane.Protocol.Wire;

namespace Sealane.Transfers;

/// <summary>A part about to be sent.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Body">Its bytes; they can be read again.</param>
/// <param name="Hold">What holds the bytes until S3 has them; disposed then.</param>
internal sealed record OutgoingPart(int Number, long Length, Body Body, IDisposable? Hold = null) : IDisposable
{
    /// <summary>Whether it is the only one, so that its object goes in one request.</summary>
    public bool IsWhole { get; init; }

    public void Dispose() => Hold?.Dispose();
}

/// <summary>Where the parts of an upload come from. Thread-safe.</summary>
internal interface IPartFeed
{
    /// <summary>How many parts there are to come; null while nobody knows.</summary>
    int? Count { get; }

    /// <summary>The next part; null after the last.</summary>
    ValueTask<OutgoingPart?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure, before the object is made, that the source is what it was.</summary>
    /// <exception cref="SourceChangedException">It is not.</exception>
    void Check();
}
