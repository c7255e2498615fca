using Sealane.Endpoints;
using Sealane.Sending;
using Sealane.Server.Addressing;
using Sealane.Signing.Headers;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Gateway.Forwarding;

/// <summary>The head that goes on to the store, still to be signed: what is meant end to end, and nothing of the caller's signature.</summary>
internal static class ForwardedHead
{
    // What the new signature, or the new form of the body, writes anew; and what CloudFront adds behind the signer's back.
    private static readonly HashSet<string> Replaced = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "authorization", "date", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "content-length", "content-encoding",
        "x-amz-decoded-content-length", "x-amz-trailer", "x-amz-cf-id",
    };

    /// <summary>Composes it.</summary>
    /// <param name="head">The caller's head; of a presigned URL with the headers that its query carries.</param>
    /// <param name="isPresigned">Whether the signature is in the query.</param>
    /// <param name="address">Where the caller's head goes.</param>
    /// <param name="endpoint">The store.</param>
    /// <param name="payload">How the body goes on.</param>
    public static ComposedHead Of(RequestHead head, bool isPresigned, Address address, Endpoint endpoint, ForwardedPayload payload)
    {
        var fields = new List<HeaderField>(head.Fields.Count + 8);
        var composed = new ComposedHead(head.Method, Target(head, isPresigned, address, endpoint), fields);
        composed.Add(new HeaderField("Host", endpoint.Host));
        var nominated = ConnectionOptions.Nominated(head).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in head.Fields)
        {
            var speaksOfWhatIsLeftOut = payload.LeavesChecksumOut && field.Is("x-amz-sdk-checksum-algorithm");
            if (!speaksOfWhatIsLeftOut && !Replaced.Contains(field.Name) && !HeaderTable.IsHopByHop(field.Name.ToLowerInvariant()) && !nominated.Contains(field.Name))
            {
                composed.Add(field);
            }
        }

        // The store is asked before the caller is: whoever waits for "100 Continue" hears the store's answer.
        if (payload.Length > 0 && head.Has("expect"))
        {
            composed.Add(new HeaderField("Expect", "100-continue"));
        }

        foreach (var field in payload.Fields(Encoding(head)))
        {
            composed.Add(field);
        }

        return composed;
    }

    // The key's bytes go on as they came: S3 signs and stores what is sent.
    private static string Target(RequestHead head, bool isPresigned, Address address, Endpoint endpoint)
    {
        var path = head.Path[1..];
        if (address.Bucket is not null && address.Host.Bucket is null)
        {
            var slash = path.IndexOf('/');
            path = slash < 0 ? [] : path[slash..];
        }
        else
        {
            path = head.Path;
        }

        var target = string.Concat(endpoint.PathPrefix, path is "/" && endpoint.PathPrefix.Length > 0 ? [] : path);
        var query = isPresigned ? WithoutSignature(head.Query) : head.Query.ToString();
        return $"{(target.Length == 0 ? "/" : target)}{(query.Length == 0 ? "" : "?")}{query}";
    }

    private static string WithoutSignature(ReadOnlySpan<char> query)
    {
        var kept = new List<string>();
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (!PercentEncoding.DecodeText(equals < 0 ? pair : pair[..equals]).StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
            {
                kept.Add(pair.ToString());
            }
        }

        return string.Join('&', kept);
    }

    private static string? Encoding(RequestHead head) => head.Has("content-encoding")
        ? string.Join(',', head.Values("content-encoding")
            .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(coding => !coding.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)))
        : null;
}
