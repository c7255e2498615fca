using System.Globalization;
using System.Net.Http.Headers;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Asks the endpoint for whole blocks, or for all of an object, where the client asked for a range of it.</summary>
/// <param name="block">Bytes of a block, to whose borders a range is widened; 0 to ask for all.</param>
public sealed class RewriteRange(long block) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "rewrite-range";

    /// <inheritdoc/>
    public override string Reason => "A cache fetches what it can keep: whole objects, or blocks of one size.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_cache and slice module, aws-sdk-go-v2#2722, dragonfly#1821; RFC 9110 14.2 lets a server ignore Range";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage)
    {
        if (block == 0)
        {
            return head.Without("range").Without("if-range");
        }

        return RangeHeaderValue.TryParse(head.Value("range"), out var range) && range.Ranges.Count == 1 && range.Ranges.First() is { From: { } from, To: { } to }
            ? head.With("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={from - (from % block)}-{to - (to % block) + block - 1}"))
            : head;
    }
}
