namespace Sealane.Protocol.Wire;

/// <summary>A line of the shape table of <typeparamref name="T"/>.</summary>
internal abstract class Member<T> : IMember
{
    public required string Name { get; init; }

    public required string WireName { get; init; }

    public required MemberPlace Place { get; init; }

    public required WireType Type { get; init; }

    public bool Required { get; init; }

    public string? ItemName { get; init; }

    public WireType? ItemType { get; init; }

    public IShape? Structure { get; init; }

    /// <summary>The record without this member.</summary>
    /// <exception cref="WireFormatException">The member is required.</exception>
    public T Absent(T record) => Required ? throw WireFormatException.Missing(this) : record;
}

/// <summary>A member that is one text on the wire: a label, a query parameter, a header, the root's text.</summary>
internal sealed class TextMember<T> : Member<T>
{
    /// <summary>The text to write, or <see langword="null"/> to write nothing.</summary>
    public required Func<T, string?> Text { get; init; }

    /// <summary>The record with what was read.</summary>
    public required Func<T, string, Member<T>, T> With { get; init; }
}

/// <summary>Every header whose name begins with <see cref="Member{T}.WireName"/>.</summary>
internal sealed class PrefixMember<T> : Member<T>
{
    public required Func<T, IReadOnlyDictionary<string, string>> Get { get; init; }

    public required Func<T, IReadOnlyDictionary<string, string>, T> With { get; init; }
}

/// <summary>The streamed payload of a request.</summary>
internal sealed class BodyMember<T> : Member<T>
{
    public required Func<T, Body?> Get { get; init; }

    public required Func<T, Body, T> With { get; init; }
}

/// <summary>The streamed payload of a result.</summary>
internal sealed class StreamMember<T> : Member<T>
{
    public required Func<T, Stream> Get { get; init; }

    public required Func<T, Stream, T> With { get; init; }
}
