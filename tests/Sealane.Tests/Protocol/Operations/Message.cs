using CsCheck;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

/// <summary>An element of a document: text or children.</summary>
internal sealed record Node(string Name, string? Text, Node[] Children);

/// <summary>What a message says, before anybody spells it; drawn from a shape table alone, so that no member is forgotten.</summary>
internal sealed record Message
{
    public string? Bucket { get; init; }

    public string? Key { get; init; }

    public required KeyValuePair<string, string?>[] Query { get; init; }

    public required KeyValuePair<string, string>[] Headers { get; init; }

    public Node? Document { get; init; }

    public bool HasBody { get; init; }

    public static Gen<Message> For(IShape shape)
    {
        var bucket = shape.Members.Any(member => member is { Place: MemberPlace.Label, WireName: "Bucket" });
        var key = shape.Members.Any(member => member is { Place: MemberPlace.Label, WireName: "Key" });
        return Gen.Select(
            Each(At(shape, MemberPlace.Query), member => Texts.Of(member, inHeader: false)),
            Each(At(shape, MemberPlace.Header), member => Texts.Of(member, inHeader: true)),
            shape.Members.Any(member => member.Place == MemberPlace.HeaderPrefix) ? Texts.Metadata : Gen.Const(Array.Empty<KeyValuePair<string, string>>()),
            Documents(shape),
            Gen.Bool,
            Texts.Any,
            (query, headers, metadata, document, hasBody, text) => new Message
            {
                Bucket = bucket ? "a-bucket" : null,
                Key = key ? "k" + text : null,
                Query = [.. query.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))],
                Headers = [.. headers, .. metadata],
                Document = document,
                HasBody = hasBody && shape.Streams,
            });
    }

    private static Gen<Node?> Documents(IShape shape)
    {
        if (shape.Members.FirstOrDefault(member => member.Place == MemberPlace.Document) is { } whole)
        {
            var nodes = Children(whole.Structure!).Select(children => new Node(whole.WireName, null, children));
            return whole.Required ? nodes.Select(node => (Node?)node) : Maybe(nodes);
        }

        if (shape.Members.Any(member => member.Place == MemberPlace.RootText))
        {
            return Texts.Any.Select(text => (Node?)new Node(shape.Root!, text, []));
        }

        return shape.Root is null
            ? Gen.Const<Node?>(default(Node))
            : Children(shape).Select(children => (Node?)new Node(shape.Root, null, children));
    }

    private static Gen<Node[]> Children(IShape shape) => Sequence(At(shape, MemberPlace.Element).Select(Elements)).Select(lists => lists.SelectMany(list => list).ToArray());

    private static Gen<Node[]> Elements(IMember member) => member.Type switch
    {
        WireType.Structure => Maybe(Children(member.Structure!).Select(children => new Node(member.WireName, null, children))).Select(node => node is null ? [] : new[] { node }),
        WireType.List => Lists(member),
        _ => Presence(member).SelectMany(present => present ? Texts.Of(member, inHeader: false).Select(text => new[] { new Node(member.WireName, text, []) }) : Gen.Const(Array.Empty<Node>())),
    };

    private static Gen<Node[]> Lists(IMember member)
    {
        var item = member.Structure is { } structure
            ? Children(structure).Select(children => new Node(member.ItemName!, null, children))
            : Texts.Any.Select(text => new Node(member.ItemName!, text, []));
        var items = item.Array[member.Required ? 1 : 0, 3];
        if (member.ItemName == member.WireName)
        {
            return items;
        }

        // S3 answers ListBuckets with an empty Buckets element where there is none; the other such list is left out.
        var wrapped = items.Select(nodes => new[] { new Node(member.WireName, null, nodes) });
        return member.Name == "Buckets" ? wrapped : Presence(member).SelectMany(present => present ? wrapped : Gen.Const(Array.Empty<Node>()));
    }

    private static IEnumerable<IMember> At(IShape shape, MemberPlace place) => shape.Members.Where(member => member.Place == place);

    private static Gen<KeyValuePair<string, string>[]> Each(IEnumerable<IMember> members, Func<IMember, Gen<string>> text) => Sequence(
        members.Select(member => Gen.Select(Presence(member), text(member), (present, value) => present ? KeyValuePair.Create(member.WireName, value) : default)))
        .Select(pairs => pairs.Where(pair => pair.Key is not null).ToArray());

    private static Gen<bool> Presence(IMember member) => member.Required ? Gen.Const(true) : Gen.Bool;

    private static Gen<Node?> Maybe(Gen<Node> gen) => Gen.Select(Gen.Bool, gen, (present, node) => present ? node : null);

    private static Gen<T[]> Sequence<T>(IEnumerable<Gen<T>> gens) => gens
        .Aggregate(Gen.Const(Array.Empty<T>()), (all, next) => Gen.Select(all, next, (list, item) => (T[])[.. list, item]));
}
