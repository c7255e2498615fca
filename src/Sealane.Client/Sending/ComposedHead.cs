using System.Text;
using Sealane.Endpoints;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Wire;
using Sealane.Signing;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Sending;

/// <summary>A head that is still to be signed. Its list of fields goes on into the signed head.</summary>
internal readonly record struct ComposedHead(string Method, string Target, List<HeaderField> Fields)
{
    // Host, what speaks of the body and its checksum, the agent, what the answer should be like.
    private const int OwnFields = 9;

    /// <summary>Begins the head of a request out of its operation and its endpoint.</summary>
    public static ComposedHead Of(WireRequest request, Endpoint endpoint)
    {
        var fields = new List<HeaderField>(request.Headers.Count + OwnFields + Signer.AddedFields) { new("Host", endpoint.Host) };
        var head = new ComposedHead(request.Method, TargetOf(request, endpoint), fields);
        head.Add(request.Headers);
        return head;
    }

    public void Add(List<HeaderField> fields)
    {
        foreach (var field in fields)
        {
            Add(field);
        }
    }

    /// <summary>Adds a field. Each name stands once, duplicates are joined, since that is how they are sent and signed.</summary>
    public void Add(HeaderField added)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Is(added.Name))
            {
                Fields[i] = new HeaderField(Fields[i].Name, $"{Fields[i].Value},{added.Value}");
                return;
            }
        }

        Fields.Add(added);
    }

    /// <summary>The path of an object, or of its bucket, at an endpoint.</summary>
    public static string PathOf(string? key, Endpoint endpoint) =>
        key is not null ? string.Concat(endpoint.PathPrefix, "/", ObjectKey.ToPath(key))
        : endpoint.PathPrefix.Length == 0 ? "/"
        : endpoint.PathPrefix;

    // prefix "/" key [ "?" name [ "=" value ] *( "&" ... ) ]; nothing is normalised: S3 signs and stores what is sent
    private static string TargetOf(WireRequest request, Endpoint endpoint)
    {
        var path = PathOf(request.Key, endpoint);
        if (request.Query.Count == 0)
        {
            return path;
        }

        var target = new StringBuilder(path, path.Length + 128);
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
