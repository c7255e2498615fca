using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Sealane.Server.Http;

/// <summary>
/// After an answer that came before the body did: the rest is read and thrown away, within bounds. Closing a socket with unread bytes
/// sends a reset, which on the client's side may overtake the answer, and then "connection reset" is all that anybody sees. Kestrel by
/// itself reads on for five seconds whatever comes and then resets: too short for a slow client, and no end for one that sends nothing.
/// </summary>
internal static class Linger
{
    private const long MostBytes = 256L * 1024 * 1024;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Reads until the client has ended, has sent too much, or has been silent for too long.</summary>
    public static async Task DrainAsync(HttpContext context)
    {
        await context.Response.CompleteAsync().ConfigureAwait(false);
        PipeReader body = context.Request.BodyReader;
        long bytes = 0;
        using var end = new CancellationTokenSource(Longest);

        try
        {
            while (bytes < MostBytes)
            {
                using var silence = new CancellationTokenSource(LongestSilence);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, silence.Token, context.RequestAborted);
                ReadResult read = await body.ReadAsync(either.Token).ConfigureAwait(false);
                bytes += read.Buffer.Length;
                body.AdvanceTo(read.Buffer.End);

                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client has gone, or has had its time.
        }
    }
}
