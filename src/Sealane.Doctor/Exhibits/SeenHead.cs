using System.Buffers;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Exhibits;

/// <summary>Makes a head of what a person's text shows of one: what could not have been on the wire is left out.</summary>
internal static class SeenHead
{
    // token (RFC 9110 5.6.2)
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The head; null when the target is no path.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The target as shown, in absolute form too.</param>
    /// <param name="fields">Names and values as shown.</param>
    /// <param name="host">What stands for a Host that is not among them.</param>
    public static RequestHead? Of(string method, string target, IEnumerable<KeyValuePair<string, string>> fields, string? host = null)
    {
        if (Origin(WireText.FromText(target)) is not { } path || path.AsSpan().ContainsAnyInRange('\0', ' ') || !IsToken(method))
        {
            return null;
        }

        List<HeaderField> head = [.. Fields(fields)];
        if (host is not null && !head.Exists(field => field.Is("host")))
        {
            head.InsertRange(0, Fields([new("Host", host)]));
        }

        return new RequestHead(method, path, head);
    }

    /// <summary>The fields among what is shown.</summary>
    public static IEnumerable<HeaderField> Fields(IEnumerable<KeyValuePair<string, string>> fields) => fields
        .Where(field => IsToken(field.Key) && !field.Value.AsSpan().ContainsAny("\r\n\0"))
        .Select(field => new HeaderField(field.Key, WireText.FromText(field.Value.Trim(' ', '\t'))));

    /// <summary>Whether a text may be a header's name.</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    // A target in absolute form loses scheme and authority, and one of a browser its fragment.
    private static string? Origin(string target)
    {
        var fragment = target.IndexOf('#', StringComparison.Ordinal);
        target = fragment < 0 ? target : target[..fragment];
        var scheme = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            var path = target.IndexOfAny(['/', '?'], scheme + 3);
            target = path < 0 ? "/" : target[path] == '?' ? "/" + target[path..] : target[path..];
        }

        return target.StartsWith('/') ? target : null;
    }
}
