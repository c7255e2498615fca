using System.Runtime.InteropServices;

namespace Sealane.Signing.Requests;

/// <summary>What a request is, as far as a signature sees it: method, raw target and header fields. Immutable.</summary>
/// <remarks>The target is kept exactly as it stands on the wire: <see cref="Uri"/> re-escapes, so it is never the truth of a signed path.</remarks>
public sealed class RequestHead
{
    /// <summary>Makes a head of its parts.</summary>
    /// <param name="method">The method, upper case as sent.</param>
    /// <param name="target">The raw request target in origin form, path and query, one char a byte.</param>
    /// <param name="fields">The header fields in wire order; duplicates stay apart. The list must not change afterwards.</param>
    /// <exception cref="ArgumentException">The target does not start with a slash.</exception>
    public RequestHead(string method, string target, IReadOnlyList<HeaderField> fields)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(fields);
        if (target[0] != '/')
        {
            throw new ArgumentException($"The request target '{target}' is not in origin form: it must start with '/'.", nameof(target));
        }

        Method = method;
        Target = target;
        Fields = fields is List<HeaderField> or HeaderField[]? fields : fields.ToArray();
    }

    /// <summary>The method as sent.</summary>
    public string Method { get; }

    /// <summary>The raw target: path, and query if there is one, exactly as on the wire.</summary>
    public string Target { get; }

    /// <summary>The header fields in wire order.</summary>
    public IReadOnlyList<HeaderField> Fields { get; }

    /// <summary>The same, for loops that run for every request.</summary>
    internal ReadOnlySpan<HeaderField> FieldSpan =>
        Fields is List<HeaderField> list ? CollectionsMarshal.AsSpan(list) : (HeaderField[])Fields;

    /// <summary>The raw path, up to the first question mark.</summary>
    public ReadOnlySpan<char> Path => QueryStart < 0 ? Target : Target.AsSpan(0, QueryStart);

    /// <summary>The raw query after the first question mark; empty when there is none.</summary>
    public ReadOnlySpan<char> Query => QueryStart < 0 ? default : Target.AsSpan(QueryStart + 1);

    private int QueryStart => Target.IndexOf('?', StringComparison.Ordinal);

    /// <summary>The first value of a field, or null when the head does not have it.</summary>
    public string? Value(string name)
    {
        foreach (ref readonly var field in FieldSpan)
        {
            if (field.Is(name))
            {
                return field.Value;
            }
        }

        return null;
    }

    /// <summary>All values of a field, in wire order.</summary>
    public IEnumerable<string> Values(string name) => Fields.Where(field => field.Is(name)).Select(field => field.Value);

    /// <summary>Whether the head has a field of this name.</summary>
    public bool Has(string name) => Value(name) is not null;

    /// <summary>This head with one field of the name: the first keeps its place, others of the name go; appended when there was none.</summary>
    public RequestHead With(string name, string value)
    {
        var fields = new List<HeaderField>(Fields.Count + 1);
        var placed = false;
        foreach (var field in Fields)
        {
            if (!field.Is(name))
            {
                fields.Add(field);
            }
            else if (!placed)
            {
                fields.Add(new HeaderField(field.Name, value));
                placed = true;
            }
        }

        if (!placed)
        {
            fields.Add(new HeaderField(name, value));
        }

        return new RequestHead(Method, Target, fields);
    }

    /// <summary>This head without any field of the name.</summary>
    public RequestHead Without(string name) => new(Method, Target, [.. Fields.Where(field => !field.Is(name))]);

    /// <summary>This head with one more field at its end.</summary>
    public RequestHead Adding(string name, string value) => new(Method, Target, [.. Fields, new HeaderField(name, value)]);

    /// <summary>This head with another raw target.</summary>
    public RequestHead WithTarget(string target) => new(Method, target, Fields);

    /// <summary>This head with another method.</summary>
    public RequestHead WithMethod(string method) => new(method, Target, Fields);

    /// <summary>The request line alone, a presigned signature masked; header values may hold secrets and are not printed.</summary>
    public override string ToString() => $"{Method} {Text.Secrecy.MaskTarget(Target)}";
}
