using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Takes some options out of <c>Connection</c> and passes on the rest; the field goes when nothing is left of it.</summary>
/// <param name="options">Those that are taken out.</param>
public sealed class DropConnectionOptions(IReadOnlyList<string> options) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "drop-connection-options";

    /// <inheritdoc/>
    public override string Reason => "Whether a connection is kept is each hop's own decision; an intermediary that knows no other option leaves the others alone.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 7.6.1 (which wants them all gone); measured: HAProxy 2.6";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => head.WithLines(head.Lines.SelectMany(Kept));

    private IEnumerable<HeadLine> Kept(HeadLine line)
    {
        if (!line.Is("connection"))
        {
            return [line];
        }

        var listed = line.Value.Split(',', StringSplitOptions.TrimEntries);
        var left = listed.Where(option => !options.Contains(option, StringComparer.OrdinalIgnoreCase)).ToList();
        return left.Count == listed.Length ? [line] : left.Count == 0 ? [] : [HeadLine.Of(line.Name, string.Join(", ", left))];
    }
}
