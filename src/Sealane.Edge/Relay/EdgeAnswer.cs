using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Sealane.Edge.Mutations;

namespace Sealane.Edge.Relay;

/// <summary>An answer of the edge's own: a status and a sentence. The connection ends with it.</summary>
internal sealed record EdgeAnswer(int Status, string Sentence)
{
    private string? Location { get; init; }

    private bool IsAbrupt { get; init; }

    /// <summary>The client's message cannot be understood.</summary>
    public static EdgeAnswer BadRequest(string edge, string fault) =>
        new(400, $"The edge '{edge}' did not forward this request: {fault.TrimEnd('.')}.");

    /// <summary>The method asks for something that an edge does not do.</summary>
    public static EdgeAnswer NotImplemented(string edge, string fault) =>
        new(501, $"The edge '{edge}' did not forward this request: {fault.TrimEnd('.')}.");

    /// <summary>The endpoint cannot be reached, or gives no answer that can be passed on.</summary>
    public static EdgeAnswer BadGateway(string edge, string fault) =>
        new(502, $"The edge '{edge}' got no answer from the endpoint: {fault.TrimEnd('.')}.");

    /// <summary>The profile refuses the request.</summary>
    public static EdgeAnswer Of(string edge, Refusal refusal) =>
        new(refusal.Status, $"The edge '{edge}' did not forward this request: {refusal.Why.TrimEnd('.')}.") { Location = refusal.Location, IsAbrupt = refusal.IsAbrupt };

    /// <summary>Gives it to the client, who may still be sending, and hands the record out.</summary>
    public async ValueTask<Fate> GiveAsync(Leg client, HopRecord record, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(Sentence + "\n");
        var head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {ReasonPhrases.GetReasonPhrase(Status)}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\n{(Location is null ? "" : $"Location: {Location}\r\n")}Connection: close\r\n\r\n"));
        record.HandOut(head);
        client.Write(head);
        if (!record.Hop.Before.AsSpan().StartsWith("HEAD "u8))
        {
            client.Write(body);
        }

        await client.FlushAsync(cancellationToken).ConfigureAwait(false);
        return IsAbrupt ? Fate.Reset : Fate.Linger;
    }
}
