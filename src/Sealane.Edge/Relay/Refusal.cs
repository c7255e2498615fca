using System.Globalization;
using System.Text;

namespace Sealane.Edge.Relay;

/// <summary>An answer of the edge's own: a status and a sentence. The connection ends with it.</summary>
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

    /// <summary>Gives it to the client, who may still be sending, and hands the record out.</summary>
    public async ValueTask<Fate> GiveAsync(Leg client, HopRecord record, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(Sentence + "\n");
        var head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        record.HandOut(head);
        client.Write(head);
        if (!record.Hop.Before.AsSpan().StartsWith("HEAD "u8))
        {
            client.Write(body);
        }

        await client.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Fate.Linger;
    }
}
