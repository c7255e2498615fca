using System.Text;
using Sealane.Endpoints;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Sending;

/// <summary>Composes the head of a request out of its operation, its endpoint and its payload: everything but the signature.</summary>
internal static class HeadComposer
{
    /// <summary>The head to sign: each name once, duplicates joined, since that is how they are sent and signed.</summary>
    public static RequestHead Compose(WireRequest request, Endpoint endpoint, params ReadOnlySpan<HeaderField> further)
    {
        var fields = new List<HeaderField>(request.Headers.Count + further.Length + 8) { new("Host", endpoint.Host) };
        foreach (var field in request.Headers)
        {
            Add(fields, field);
        }

        foreach (var field in further)
        {
            Add(fields, field);
        }

        return new RequestHead(request.Method, Target(request, endpoint), fields);
    }

    private static void Add(List<HeaderField> fields, HeaderField added)
    {
        var at = fields.FindIndex(field => field.Is(added.Name));
        if (at < 0)
        {
            fields.Add(added);
        }
        else
        {
            fields[at] = new HeaderField(fields[at].Name, $"{fields[at].Value},{added.Value}");
        }
    }

    // prefix "/" key [ "?" name [ "=" value ] *( "&" ... ) ]; nothing is normalised: S3 signs and stores what is sent
    private static string Target(WireRequest request, Endpoint endpoint)
    {
        var target = new StringBuilder(endpoint.PathPrefix);
        if (request.Key is { } key)
        {
            target.Append('/').Append(ObjectKey.ToPath(key));
        }
        else if (target.Length == 0)
        {
            target.Append('/');
        }

        var separator = '?';
        foreach (var (name, value) in request.Query)
        {
            target.Append(separator).Append(PercentEncoding.Encode(name));
            separator = '&';
            if (value is not null)
            {
                target.Append('=').Append(PercentEncoding.Encode(value));
            }
        }

        return target.ToString();
    }
}
