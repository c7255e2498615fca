using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Sealane.Protocol.Wire;
using Sealane.Server.Refusals;
using Sealane.Signing.Requests;

namespace Sealane.Server.Http;

/// <summary>Writes answers: the ids on every one, and for HEAD, 204 and 304 no body whatever the answer says.</summary>
internal static class Answer
{
    // Large pieces: each flush is a system call (measured: 256 KiB is where larger ones no longer pay).
    private const int PieceSize = 256 * 1024;

    public static async Task WriteAsync(
        HttpContext context, WireResponse result, RequestIds ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        HttpResponse response = Begin(context, result.Status, ids, now, result.Headers);

        if (result.Body is { } body)
        {
            await using (body.ConfigureAwait(false))
            {
                await CopyAsync(body, response.BodyWriter, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        if (result.Status is not (204 or 304) && response.ContentLength is null)
        {
            response.ContentLength = result.Document.Length;
        }

        if (!result.Document.IsEmpty && !HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(result.Document, cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task RefuseAsync(
        HttpContext context, Refusal refusal, string resource, RequestIds ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        HttpResponse response = Begin(context, refusal.Row.Status, ids, now, refusal.Headers);

        if (refusal.Row.Status == 304)
        {
            return;
        }

        var document = new ArrayBufferWriter<byte>(1024);
        refusal.Document(resource, ids.RequestId, ids.HostId).Write(document);
        response.ContentType = "application/xml";

        // S3 sends HEAD no body and no length of one: a client's only sources are the status and the headers.
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            response.ContentLength = document.WrittenCount;
            await response.BodyWriter.WriteAsync(document.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
    }

    private static HttpResponse Begin(
        HttpContext context, int status, RequestIds ids, DateTimeOffset now, IReadOnlyList<HeaderField> headers)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.Headers["x-amz-id-2"] = ids.HostId;
        response.Headers["x-amz-request-id"] = ids.RequestId;
        response.Headers.Date = now.ToString("r", CultureInfo.InvariantCulture);
        response.Headers.Server = "Sealane";

        foreach (HeaderField header in headers)
        {
            response.Headers.Append(header.Name, header.Value);
        }

        return response;
    }

    private static async Task CopyAsync(Stream body, PipeWriter output, CancellationToken cancellationToken)
    {
        while (true)
        {
            int read = await body.ReadAsync(output.GetMemory(PieceSize), cancellationToken).ConfigureAwait(false);

            if (read == 0)
            {
                return;
            }

            output.Advance(read);
            FlushResult flushed = await output.FlushAsync(cancellationToken).ConfigureAwait(false);

            if (flushed.IsCompleted || flushed.IsCanceled)
            {
                return;
            }
        }
    }
}
