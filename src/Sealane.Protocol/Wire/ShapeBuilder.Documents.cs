using TextOf = System.Runtime.CompilerServices.CallerArgumentExpressionAttribute;

namespace Sealane.Protocol.Wire;

internal sealed partial class ShapeBuilder<T>
{
    public ShapeBuilder<T> Element(
        string wireName, Func<T, string?> get, Func<T, string, T> with, bool required = false, [TextOf(nameof(get))] string name = "") =>
        Element(wireName, name, Scalars.Text, get, with, required);

    public ShapeBuilder<T> Element(
        string wireName, Func<T, int?> get, Func<T, int, T> with, [TextOf(nameof(get))] string name = "") =>
        Element(wireName, name, Scalars.Integer, get, with);

    public ShapeBuilder<T> Element(
        string wireName, Func<T, long?> get, Func<T, long, T> with, [TextOf(nameof(get))] string name = "") =>
        Element(wireName, name, Scalars.Long, get, with);

    public ShapeBuilder<T> Element(
        string wireName, Func<T, bool?> get, Func<T, bool, T> with, [TextOf(nameof(get))] string name = "") =>
        Element(wireName, name, Scalars.Boolean, get, with);

    public ShapeBuilder<T> Element(
        string wireName, Func<T, DateTimeOffset?> get, Func<T, DateTimeOffset, T> with, [TextOf(nameof(get))] string name = "") =>
        Element(wireName, name, Scalars.Iso8601, get, with);

    /// <summary>A time that a document spells as headers do.</summary>
    public ShapeBuilder<T> HttpDateElement(
        string wireName, Func<T, DateTimeOffset?> get, Func<T, DateTimeOffset, T> with, [TextOf(nameof(get))] string name = "") =>
        Element(wireName, name, Scalars.HttpDate, get, with);

    public ShapeBuilder<T> Element<V>(
        string wireName, Func<T, V?> get, Func<T, V, T> with, Shape<V> shape, [TextOf(nameof(get))] string name = "")
        where V : class => Structure(MemberPlace.Element, wireName, name, get, with, shape, required: false);

    /// <summary>A record that is the whole document.</summary>
    public ShapeBuilder<T> Document<V>(
        string rootName,
        Func<T, V?> get,
        Func<T, V, T> with,
        Shape<V> shape,
        bool required = false,
        [TextOf(nameof(get))] string name = "")
        where V : class => Structure(MemberPlace.Document, rootName, name, get, with, shape, required);

    /// <summary>The text of the root element.</summary>
    public ShapeBuilder<T> RootText(Func<T, string?> get, Func<T, string, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.RootText, root!, name, Scalars.Text, get, with);

    /// <summary>A list with an element of its own around its items; it is written when empty, but not when null.</summary>
    public ShapeBuilder<T> List<V>(
        string wireName,
        string itemName,
        Func<T, IReadOnlyList<V>?> get,
        Func<T, IReadOnlyList<V>, T> with,
        Shape<V> shape,
        bool required = false,
        [TextOf(nameof(get))] string name = "")
        where V : class => Items(wireName, itemName, name, get, with, shape, required);

    /// <summary>A list whose items stand in the parent, one after the other.</summary>
    public ShapeBuilder<T> FlatList<V>(
        string wireName,
        Func<T, IReadOnlyList<V>?> get,
        Func<T, IReadOnlyList<V>, T> with,
        Shape<V> shape,
        bool required = false,
        [TextOf(nameof(get))] string name = "")
        where V : class => Items(wireName, wireName, name, get, with, shape, required);

    /// <summary>A list of texts that stand in the parent, one after the other.</summary>
    public ShapeBuilder<T> FlatList(
        string wireName,
        Func<T, IReadOnlyList<string>?> get,
        Func<T, IReadOnlyList<string>, T> with,
        [TextOf(nameof(get))] string name = "") => Add(new ListElement<T, string>
        {
            Name = NameIn(name),
            WireName = wireName,
            Place = MemberPlace.Element,
            Type = WireType.List,
            ItemName = wireName,
            ItemType = WireType.Text,
            Get = get,
            With = with,
            WriteItem = static (xml, name, text) => xml.Element(name, text),
            ReadItem = static (ref scanner, before) => scanner.ReadText(before),
        });

    private ShapeBuilder<T> Items<V>(
        string wireName,
        string itemName,
        string name,
        Func<T, IReadOnlyList<V>?> get,
        Func<T, IReadOnlyList<V>, T> with,
        Shape<V> shape,
        bool required)
        where V : class => Add(new ListElement<T, V>
        {
            Name = NameIn(name),
            WireName = wireName,
            Place = MemberPlace.Element,
            Type = WireType.List,
            Required = required,
            ItemName = itemName,
            ItemType = WireType.Structure,
            Structure = shape,
            Get = get,
            With = with,
            WriteItem = shape.Document.WriteOne,
            ReadItem = shape.ReadElement,
        });

    private ShapeBuilder<T> Structure<V>(
        MemberPlace place, string wireName, string name, Func<T, V?> get, Func<T, V, T> with, Shape<V> shape, bool required)
        where V : class => Add(new StructureElement<T, V>
        {
            Name = NameIn(name),
            WireName = wireName,
            Place = place,
            Type = WireType.Structure,
            Required = required,
            Structure = shape,
            Get = get,
            With = with,
            Shape = shape,
        });

    private ShapeBuilder<T> Element<V>(
        string wireName, string name, Scalar<V> scalar, Func<T, V?> get, Func<T, V, T> with)
        where V : struct =>
        Element(wireName, name, scalar, record => get(record) is { } value ? scalar.Format(value) : null, with, required: false);

    private ShapeBuilder<T> Element<V>(
        string wireName, string name, Scalar<V> scalar, Func<T, string?> text, Func<T, V, T> with, bool required) => Add(new TextElement<T>
        {
            Name = NameIn(name),
            WireName = wireName,
            Place = MemberPlace.Element,
            Type = scalar.Type,
            Required = required,
            Text = text,
            With = (record, read, member) => scalar.Set(record, read, member, with),
        });
}
