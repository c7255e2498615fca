using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>How an intermediary puts header lines in order.</summary>
public enum HeaderOrder
{
    /// <summary>By name.</summary>
    Sorted,

    /// <summary>The last first; lines of one name stay in their order.</summary>
    Reversed,

    /// <summary><c>Host</c> first, the others as they came.</summary>
    HostFirst,
}

/// <summary>Puts header lines into another order; lines of one name keep theirs, which means something (RFC 9110 5.3).</summary>
/// <param name="order">Which.</param>
/// <param name="scope">Which messages.</param>
public sealed class OrderHeaders(HeaderOrder order, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "order-headers";

    /// <inheritdoc/>
    public override string Reason => "The order of different names means nothing, and an intermediary that keeps them in a table loses it.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 5.3; Go's net/http (sorted), and every proxy that writes its own lines last";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage)
    {
        var groups = head.Lines.GroupBy(line => line.Name, StringComparer.OrdinalIgnoreCase);
        return head.WithLines((order switch
        {
            HeaderOrder.Sorted => groups.OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase),
            HeaderOrder.Reversed => groups.Reverse(),
            _ => groups.OrderBy(group => group.First().Is("host") ? 0 : 1),
        }).SelectMany(group => group));
    }
}
