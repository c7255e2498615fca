using System.Net;
using System.Text;
using Sealane.Tests.Edge;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>An endpoint that reads requests byte by byte and tells in its answers what arrived; a question of <see cref="AnswerCase"/> gets its answer instead.</summary>
internal static class MirrorOrigin
{
    private const string Field = "x-arrived";

    /// <summary>Starts it.</summary>
    /// <param name="name">What it calls itself, from its address.</param>
    public static Origin Start(Func<IPEndPoint, string> name)
    {
        Origin? origin = null;
        return origin = Origin.Start((peer, _) => ConverseAsync(peer, () => name(origin!.EndPoint)));
    }

    /// <summary>Head and body as they arrived, from the head of the answer; null when somebody else answered.</summary>
    public static (string Head, string Body)? Arrived(string answer)
    {
        if (Peer.Value(answer, Field) is not { } arrived)
        {
            return null;
        }

        var message = Encoding.Latin1.GetString(Convert.FromBase64String(arrived));
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        return (message[..end], message[end..]);
    }

    private static async Task ConverseAsync(Peer peer, Func<string> name)
    {
        while (!await peer.IsAtEndAsync())
        {
            var head = await peer.HeadAsync();
            if (Peer.Value(head, "expect") is not null)
            {
                await peer.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            }

            var body = await peer.BodyAsync(head);
            await peer.SendAsync(head.Contains(AnswerCase.Mark, StringComparison.Ordinal) ? AnswerCase.To(head, name()) : Answer(head, body));
            if (head.Contains(" HTTP/1.0\r\n", StringComparison.Ordinal) || Peer.Value(head, "connection") == "close")
            {
                return;
            }
        }
    }

    private static string Answer(string head, string body) => string.Join("\r\n",
        "HTTP/1.1 200 OK",
        $"{Field}: {Convert.ToBase64String(Encoding.Latin1.GetBytes(head + body))}",
        "x-amz-request-id: 0123456789ABCDEF",
        "Date: Tue, 24 Nov 2026 12:00:00 GMT",
        "Server: AmazonS3",
        "ETag: \"0123456789abcdef0123456789abcdef\"",
        "Content-Type: text/plain",
        "Content-Length: 2",
        "",
        head.StartsWith("HEAD ", StringComparison.Ordinal) ? "" : "ok");
}
