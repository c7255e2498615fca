using TextOf = System.Runtime.CompilerServices.CallerArgumentExpressionAttribute;

namespace Sealane.Protocol.Wire;

/// <summary>Writes a shape table, a line a member: the wire's name, the getter, the record with a new value.</summary>
/// <remarks>The member's own name is read off the getter's text, so that it stands in one place only.</remarks>
/// <param name="blank">A record with nothing in it; required members hold placeholders, which reading replaces or refuses.</param>
/// <param name="root">The document's root element, when the record is a document.</param>
internal sealed partial class ShapeBuilder<T>(T blank, string? root = null)
    where T : class
{
    private readonly List<IMember> _members = [];
    private WireXml.ItemReader<T>? _reader;
    private HeaderStart<T>? _start;

    public Shape<T> Build() => new(blank, root, _members, _reader, _start);

    /// <summary>Reads elements with code of their own instead of the table, to the same result: for what comes a thousand at a time.</summary>
    public ShapeBuilder<T> ReadBy(WireXml.ItemReader<T> reader)
    {
        _reader = reader;
        return this;
    }

    /// <summary>Begins a result with code of its own instead of the table, to the same result: for what comes with every small request.</summary>
    public ShapeBuilder<T> StartBy(HeaderStart<T> start)
    {
        _start = start;
        return this;
    }

    /// <summary>The bucket or the key.</summary>
    public ShapeBuilder<T> Label(
        string wireName, Func<T, string?> get, Func<T, string, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Label, wireName, name, Scalars.Text, get, with, required: true);

    /// <summary>The streamed payload of a request.</summary>
    public ShapeBuilder<T> Payload(
        Func<T, Body?> get, Func<T, Body, T> with, [TextOf(nameof(get))] string name = "") => Add(new BodyMember<T>
        {
            Name = NameIn(name),
            WireName = NameIn(name),
            Place = MemberPlace.Body,
            Type = WireType.Stream,
            Get = get,
            With = with,
        });

    /// <summary>The streamed payload of a result.</summary>
    public ShapeBuilder<T> Payload(
        Func<T, Stream> get, Func<T, Stream, T> with, [TextOf(nameof(get))] string name = "") => Add(new StreamMember<T>
        {
            Name = NameIn(name),
            WireName = NameIn(name),
            Place = MemberPlace.Body,
            Type = WireType.Stream,
            Get = get,
            With = with,
        });

    // "r => r.ETag" is the member ETag; a name given outright is the name.
    private static string NameIn(string getter) => getter[(getter.LastIndexOf('.') + 1)..];

    private ShapeBuilder<T> Add(Member<T> member)
    {
        _members.Add(member);
        return this;
    }

    private ShapeBuilder<T> Text<V>(
        MemberPlace place, string wireName, string name, Scalar<V> scalar, Func<T, V?> get, Func<T, V, T> with, bool required = false)
        where V : class =>
        Text(place, wireName, name, scalar, record => get(record) is { } value ? scalar.Format(value) : null, with, required);

    private ShapeBuilder<T> Text<V>(
        MemberPlace place, string wireName, string name, Scalar<V> scalar, Func<T, V?> get, Func<T, V, T> with, bool required = false)
        where V : struct =>
        Text(place, wireName, name, scalar, record => get(record) is { } value ? scalar.Format(value) : null, with, required);

    private ShapeBuilder<T> Text<V>(
        MemberPlace place, string wireName, string name, Scalar<V> scalar, Func<T, string?> text, Func<T, V, T> with, bool required) =>
        Add(new TextMember<T>
        {
            Name = NameIn(name),
            WireName = wireName,
            Place = place,
            Type = scalar.Type,
            Required = required,
            Text = text,
            With = (record, read, member) => scalar.Set(record, read, member, with),
        });
}
