using System.Globalization;
using System.Text;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Protocol.Operations;

/// <summary>Puts a message on the wire, independently of the code under test: as S3 would, or in another way that means the same.</summary>
internal sealed class Spelling(Random? odd)
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public WireRequest Request(IOperation operation, Message message, Body? body)
    {
        var markers = operation.QueryMarkers.Select(marker => KeyValuePair.Create(marker.Name, marker.Value));
        var request = new WireRequest
        {
            Method = operation.Method,
            Bucket = message.Bucket,
            Key = message.Key,
            Document = Document(message.Document),
            Body = message.HasBody ? body : null,
        };
        request.Query.AddRange(Shuffled([.. markers, .. message.Query, .. odd is null ? [] : Unknown("x-id", (string?)"Whatever")]));
        request.Headers.AddRange(Headers(message));
        return request;
    }

    public WireResponse Response(int status, Message message, Stream? body)
    {
        var response = new WireResponse { Status = status, Document = Document(message.Document), Body = message.HasBody ? body : null };
        response.Headers.AddRange(Headers(message));
        return response;
    }

    private static KeyValuePair<string, T>[] Unknown<T>(string name, T value) => [KeyValuePair.Create(name, value)];

    private HeaderField[] Headers(Message message)
    {
        var fields = message.Headers.Select(pair => new HeaderField(Cased(Bytes(pair.Key)), Bytes(pair.Value)));
        if (odd is not null)
        {
            fields = fields.Append(new("x-amz-something-new", "1"));
        }

        if (message.Document is not null)
        {
            fields = fields.Append(new("Content-Type", "application/xml"));
        }

        return Shuffled([.. fields]);
    }

    private ReadOnlyMemory<byte> Document(Node? root)
    {
        if (root is null)
        {
            return default;
        }

        var text = new StringBuilder(odd is null ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : odd.Next(2) == 0 ? "" : "\n <?xml version='1.0'?> <!-- a comment -->");
        Write(text, root, odd is null || odd.Next(2) == 0 ? $" xmlns=\"{Namespace}\"" : "", depth: 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Write(StringBuilder text, Node node, string attributes, int depth)
    {
        if (odd is not null && node is { Text: null or "", Children.Length: 0 } && odd.Next(2) == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"<{node.Name}{attributes}/>");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"<{node.Name}{attributes}>");
        if (node.Text is not null)
        {
            Escape(text, node.Text);
        }
        else
        {
            foreach (var child in Children(node))
            {
                Indent(text, depth + 1);
                Write(text, child, "", depth + 1);
            }

            Indent(text, depth);
        }

        text.Append(CultureInfo.InvariantCulture, $"</{node.Name}>");
    }

    private IEnumerable<Node> Children(Node node) => odd is null || odd.Next(3) > 0
        ? node.Children
        : node.Children.Prepend(new("SomethingNew", null, [new("Deep", "text", []), new("Empty", "", [])]));

    private void Indent(StringBuilder text, int depth)
    {
        if (odd is not null)
        {
            text.Append('\n').Append(' ', 2 * depth);
        }
    }

    // S3's form: only what must be escaped is, and a carriage return would otherwise be read as a line feed.
    private void Escape(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' when odd is not null => text.Append("&quot;"),
                '\t' or '\n' => text.Append(c),
                < ' ' or '\ufffe' => text.Append(CultureInfo.InvariantCulture, $"&#x{(int)c:X};"),
                _ => text.Append(c),
            };
        }
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private string Cased(string name) => odd?.Next(3) switch
    {
        1 => string.Concat(name.Select(c => char.IsAscii(c) ? char.ToLowerInvariant(c) : c)),
        2 => string.Concat(name.Select(c => char.IsAscii(c) ? char.ToUpperInvariant(c) : c)),
        _ => name,
    };

    private T[] Shuffled<T>(T[] items)
    {
        odd?.Shuffle(items);
        return items;
    }
}
