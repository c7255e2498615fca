using System.Globalization;
using System.Text;

namespace Sealane.Edge.Relay;

/// <summary>An answer of the edge's own: a status and a sentence.</summary>
internal sealed record Refusal(int Status, string Reason, string Sentence)
{
    /// <summary>The client's message cannot be understood.</summary>
    public static Refusal BadRequest(string edge, string fault) =>
        new(400, "Bad Request", $"The edge '{edge}' did not forward this request: {fault.TrimEnd('.')}.");

    /// <summary>The method asks for something that an edge does not do.</summary>
    public static Refusal NotImplemented(string edge, string fault) =>
        new(501, "Not Implemented", $"The edge '{edge}' did not forward this request: {fault.TrimEnd('.')}.");

    /// <summary>The endpoint cannot be reached, or gives no answer that can be passed on.</summary>
    public static Refusal BadGateway(string edge, string fault) =>
        new(502, "Bad Gateway", $"The edge '{edge}' got no answer from the endpoint: {fault.TrimEnd('.')}.");

    /// <summary>The head and the body. The connection always ends with it.</summary>
    public (byte[] Head, byte[] Body) ToBytes()
    {
        var body = Encoding.UTF8.GetBytes(Sentence + "\n");
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        return (Encoding.ASCII.GetBytes(head), body);
    }
}
