using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Removes headers whose names hold an odd character.</summary>
/// <param name="characters">Which characters are odd.</param>
/// <param name="scope">Which messages.</param>
public sealed class DropOddNames(string characters, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "drop-odd-names";

    /// <inheritdoc/>
    public override string Reason => "As variables of CGI, a-b and a_b are one name; who lets both pass can be deceived.";

    /// <inheritdoc/>
    public override string Source => "nginx underscores_in_headers and ignore_invalid_headers; measured: nginx 1.22 (underscore and dot)";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.WithLines(head.Lines.Where(line => !line.Name.AsSpan().ContainsAny(characters)));
}
