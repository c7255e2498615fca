using System.Globalization;
using Sealane.Diagnostics;
using Sealane.Protocol.Wire;

namespace Sealane.Sending;

/// <summary>Takes the object's bytes out of a request, with a length: what has none is gathered in memory, if it is short enough.</summary>
internal static class ObjectBody
{
    /// <summary>The body of an operation that has one, empty when the request gives none; null for any other operation.</summary>
    /// <exception cref="S3ConfigurationException">A stream of unknown length is longer than may be gathered.</exception>
    public static async ValueTask<Body?> TakeAsync(
        IOperation operation, WireRequest request, long limit, CancellationToken cancellationToken)
    {
        var given = request.Headers.Find(field => field.Is("Content-Length")).Value;
        request.Headers.RemoveAll(field => field.Is("Content-Length"));
        if (!operation.StreamsRequestBody)
        {
            return null;
        }

        var body = request.Body ?? Body.Empty;
        if (body.Length is not null)
        {
            return body;
        }

        if (body is Body.Stream stream && long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return new Body.Stream(stream.Source, length);
        }

        var gathered = await GatherAsync(body, limit, cancellationToken).ConfigureAwait(false);
        return gathered
            ?? throw new S3ConfigurationException(
                $"The body of {operation.Name} is a stream whose length is not known, and it has more than {limit} bytes. Give its length, or send it with UploadStreamAsync, which needs none.");
    }

    private static async Task<Body?> GatherAsync(Body body, long limit, CancellationToken cancellationToken)
    {
        var source = await body.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var gathered = new MemoryStream();
            var buffer = new byte[(int)Math.Min(PayloadWriter.BufferSize, limit + 1)];
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (gathered.Length + read > limit)
                {
                    return null;
                }

                gathered.Write(buffer, 0, read);
            }

            return new Body.Memory(gathered.GetBuffer().AsMemory(0, (int)gathered.Length));
        }
    }
}
