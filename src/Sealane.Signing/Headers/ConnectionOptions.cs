using Sealane.Signing.Requests;

namespace Sealane.Signing.Headers;

/// <summary>The names that a request's own <c>Connection</c> header makes hop-by-hop (RFC 9110 7.6.1).</summary>
public static class ConnectionOptions
{
    /// <summary>The names nominated, as written; the options <c>close</c> and <c>keep-alive</c> are no names and are left out.</summary>
    public static IEnumerable<string> Nominated(RequestHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Nominated(head.Values("connection"));
    }

    /// <summary>The names nominated by the given values of <c>Connection</c>.</summary>
    public static IEnumerable<string> Nominated(IEnumerable<string> values) => values
        .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(option => !option.Equals("close", StringComparison.OrdinalIgnoreCase)
            && !option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase));
}
