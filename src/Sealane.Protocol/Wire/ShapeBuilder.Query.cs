using TextOf = System.Runtime.CompilerServices.CallerArgumentExpressionAttribute;

namespace Sealane.Protocol.Wire;

internal sealed partial class ShapeBuilder<T>
{
    public ShapeBuilder<T> Query(
        string wireName, Func<T, string?> get, Func<T, string, T> with, bool required = false, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Query, wireName, name, Scalars.Text, get, with, required);

    public ShapeBuilder<T> Query(
        string wireName, Func<T, int?> get, Func<T, int, T> with, bool required = false, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Query, wireName, name, Scalars.Integer, get, with, required);

    public ShapeBuilder<T> Query(
        string wireName, Func<T, bool?> get, Func<T, bool, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Query, wireName, name, Scalars.Boolean, get, with);

    public ShapeBuilder<T> Query(
        string wireName, Func<T, DateTimeOffset?> get, Func<T, DateTimeOffset, T> with, [TextOf(nameof(get))] string name = "") =>
        Text(MemberPlace.Query, wireName, name, Scalars.HttpDate, get, with);
}
