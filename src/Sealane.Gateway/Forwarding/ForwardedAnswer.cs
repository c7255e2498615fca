using Microsoft.AspNetCore.Http;
using Sealane.Sending;
using Sealane.Signing.Headers;
using Sealane.Transport;

namespace Sealane.Gateway.Forwarding;

/// <summary>Passes the store's answer back: what is meant end to end, and the body as it comes.</summary>
internal static class ForwardedAnswer
{
    // As the endpoint's own answers: each flush is a system call.
    private const int PieceSize = 256 * 1024;

    /// <summary>Takes over status and fields.</summary>
    public static void Begin(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        var nominated = ConnectionOptions.Nominated(answer.Fields.Where(field => field.Is("connection")).Select(field => field.Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in answer.Fields)
        {
            var isOfTheBody = field.Is("content-length") && answer.Status is 204 or 304;
            if (!isOfTheBody && !HeaderTable.IsHopByHop(field.Name.ToLowerInvariant()) && !nominated.Contains(field.Name))
            {
                response.Headers.Append(field.Name, field.Value);
            }
        }
    }

    /// <summary>Copies the body and returns its length; a body that breaks off breaks the answer off.</summary>
    public static async Task<long> CopyAsync(Stream body, HttpResponse response, IdleGuard guard, CancellationToken caller)
    {
        var output = response.BodyWriter;
        for (long length = 0; ;)
        {
            guard.Moved();
            var read = await body.ReadAsync(output.GetMemory(PieceSize), guard.Token).ConfigureAwait(false);
            guard.Rest();
            if (read == 0)
            {
                return length;
            }

            length += read;
            output.Advance(read);
            if (await output.FlushAsync(caller).ConfigureAwait(false) is { IsCompleted: true } or { IsCanceled: true })
            {
                return length;
            }
        }
    }
}
