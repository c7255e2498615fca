using System.Buffers;
using Sealane.Signing.Canonical;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Evidence;

/// <summary>A part of a request that the way may change: a header, or a piece of the request line. It knows how to read itself from a head and how to be put back.</summary>
public sealed record RequestPart
{
    private RequestPart(string name, bool isHeader)
    {
        Name = name;
        IsHeader = isHeader;
    }

    /// <summary>The method.</summary>
    public static RequestPart Method { get; } = new("method", isHeader: false);

    /// <summary>The raw path.</summary>
    public static RequestPart Path { get; } = new("path", isHeader: false);

    /// <summary>The raw query.</summary>
    public static RequestPart Query { get; } = new("query", isHeader: false);

    /// <summary>How the body's end is told; it is no part of a signature.</summary>
    public static RequestPart Framing { get; } = new("body framing", isHeader: false);

    /// <summary>The order of the header lines; it is no part of a signature.</summary>
    public static RequestPart Order { get; } = new("header order", isHeader: false);

    /// <summary>The word for it: a header's lower-case name, or <c>path</c>, <c>query</c>, <c>method</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is a header.</summary>
    public bool IsHeader { get; }

    /// <summary>All lines of a header.</summary>
    public static RequestPart Header(string name) => new(name.ToLowerInvariant(), isHeader: true);

    /// <summary>What the head has for it, raw: a value a header line; nothing when it is absent.</summary>
    public IReadOnlyList<string> Read(RequestHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return this switch
        {
            { IsHeader: true } => [.. head.Values(Name)],
            _ when this == Method => [head.Method],
            _ when this == Path => [head.Path.ToString()],
            _ when this == Query => head.Query.IsEmpty ? [] : [head.Query.ToString()],
            _ => [],
        };
    }

    /// <summary>What the head has for it, for a person's eyes: secrets are masked.</summary>
    public IReadOnlyList<string> Show(RequestHead head) => Show(Read(head));

    /// <summary>Values of this part for a person's eyes: secrets are masked, bytes read as UTF-8, control characters spelled out.</summary>
    public IReadOnlyList<string> Show(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. values.Select(value => Legible.Text(IsHeader ? Secrecy.Mask(Name, value)
            : this == Query ? Secrecy.MaskTarget($"?{value}")[1..]
            : value))];
    }

    /// <summary>Whether a signature sees no difference in this part between two heads. An empty header and none differ, although both sign alike.</summary>
    public bool IsSame(RequestHead one, RequestHead other) =>
        (Read(one).Count == 0) == (Read(other).Count == 0) && Canonical(one).AsSpan().SequenceEqual(Canonical(other));

    /// <summary>The head with this part as another head has it.</summary>
    public RequestHead PutBack(RequestHead into, RequestHead from)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(from);
        return this switch
        {
            { IsHeader: true } => from.Values(Name).Aggregate(into.Without(Name), (head, value) => head.Adding(Name, value)),
            _ when this == Method => into.WithMethod(from.Method),
            _ when this == Path => into.WithTarget(Join(from.Path, into.Query)),
            _ when this == Query => into.WithTarget(Join(into.Path, from.Query)),
            _ => into,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Join(ReadOnlySpan<char> path, ReadOnlySpan<char> query) => query.IsEmpty ? path.ToString() : $"{path}?{query}";

    private byte[] Canonical(RequestHead head)
    {
        var output = new ArrayBufferWriter<byte>(64);
        if (IsHeader)
        {
            CanonicalHeaders.Write(head, [Name], output);
        }
        else if (this == Path)
        {
            CanonicalPath.Write(head.Path, output);
        }
        else if (this == Query)
        {
            CanonicalQuery.Write(head.Query, output);
        }
        else if (this == Method)
        {
            WireText.Write(head.Method, output);
        }

        return output.WrittenSpan.ToArray();
    }
}
