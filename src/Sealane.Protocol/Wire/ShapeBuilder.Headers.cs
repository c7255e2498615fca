using TextOf = System.Runtime.CompilerServices.CallerArgumentExpressionAttribute;

namespace Sealane.Protocol.Wire;

internal sealed partial class ShapeBuilder<T>
{
    public ShapeBuilder<T> Header(
        string wireName, Func<T, string?> get, Func<T, string, T> with, bool required = false, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Header, wireName, name, Scalars.Text, get, with, required);

    public ShapeBuilder<T> Header(
        string wireName, Func<T, Secret?> get, Func<T, Secret, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Header, wireName, name, Scalars.Secret, get, with);

    public ShapeBuilder<T> Header(
        string wireName, Func<T, int?> get, Func<T, int, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Header, wireName, name, Scalars.Integer, get, with);

    public ShapeBuilder<T> Header(
        string wireName, Func<T, long?> get, Func<T, long, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Header, wireName, name, Scalars.Long, get, with);

    public ShapeBuilder<T> Header(
        string wireName, Func<T, bool?> get, Func<T, bool, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Header, wireName, name, Scalars.Boolean, get, with);

    public ShapeBuilder<T> Header(
        string wireName, Func<T, DateTimeOffset?> get, Func<T, DateTimeOffset, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Header, wireName, name, Scalars.HttpDate, get, with);

    /// <summary>A time that a header spells as documents do.</summary>
    public ShapeBuilder<T> Iso8601Header(
        string wireName, Func<T, DateTimeOffset?> get, Func<T, DateTimeOffset, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Header, wireName, name, Scalars.Iso8601, get, with);

    /// <summary>A list in one header, joined by commas; an empty one is not sent.</summary>
    public ShapeBuilder<T> HeaderList(
        string wireName,
        Func<T, IReadOnlyList<string>> get,
        Func<T, IReadOnlyList<string>, T> with,
        bool required = false,
        [TextOf(nameof(get))] string name = "") => Add(new TextMember<T>
        {
            Name = NameIn(name),
            WireName = wireName,
            Place = MemberPlace.Header,
            Type = WireType.List,
            ItemType = WireType.Text,
            Required = required,
            Text = record => get(record) is { Count: > 0 } items ? string.Join(',', items) : null,
            With = (record, text, _) =>
                with(record, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        });

    /// <summary>All headers whose name begins so; the rest of the name is the key.</summary>
    public ShapeBuilder<T> HeaderPrefix(
        string wireName,
        Func<T, IReadOnlyDictionary<string, string>> get,
        Func<T, IReadOnlyDictionary<string, string>, T> with,
        [TextOf(nameof(get))] string name = "") => Add(new PrefixMember<T>
        {
            Name = NameIn(name),
            WireName = wireName,
            Place = MemberPlace.HeaderPrefix,
            Type = WireType.Map,
            Get = get,
            With = with,
        });
}
