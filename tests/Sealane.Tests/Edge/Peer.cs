using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sealane.Tests.Edge;

/// <summary>One end of a raw connection. Text is Latin-1, so a string is the bytes; what does not come within seconds fails the test.</summary>
internal sealed class Peer(Stream stream, Socket? socket = null) : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public static async Task<Peer> ConnectAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint);
        return Over(socket);
    }

    public static Peer Over(Socket socket) => new(new NetworkStream(socket, ownsSocket: true), socket);

    public async Task SendAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), _deadline.Token);

    public async Task SendInPiecesAsync(string text, IReadOnlyList<int> sizes)
    {
        for (int at = 0, i = 0; at < text.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Count], text.Length - at);
            await SendAsync(text.Substring(at, size));
            at += size;
        }
    }

    /// <summary>Says that nothing more will be sent, and goes on reading.</summary>
    public void EndSending() => socket!.Shutdown(SocketShutdown.Send);

    /// <summary>Closes at once; with unread input that is a reset.</summary>
    public void Close() => stream.Dispose();

    public async Task<string> HeadAsync()
    {
        var head = new StringBuilder();
        while (!head.EndsWith("\r\n\r\n"))
        {
            head.Append(await ByteAsync());
        }

        return head.ToString();
    }

    /// <summary>A message as it came: head, and body with its framing.</summary>
    /// <param name="endsWithHead">The message has no body whatever its head says.</param>
    public async Task<string> MessageAsync(bool endsWithHead = false)
    {
        var head = await HeadAsync();
        return head + (endsWithHead ? "" : await BodyAsync(head));
    }

    public async Task<string> BodyAsync(string head) =>
        Value(head, "transfer-encoding") is { } coding && coding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) ? await ChunkedAsync()
        : Value(head, "content-length") is { } length ? await ExactlyAsync(int.Parse(length.Split(',')[0], CultureInfo.InvariantCulture))
        : head.StartsWith("HTTP/", StringComparison.Ordinal) ? await ToEndAsync()
        : "";

    public async Task<string> ExactlyAsync(int count)
    {
        var text = new StringBuilder(count);
        while (text.Length < count)
        {
            await FillAsync();
            var take = Math.Min(count - text.Length, _end - _start);
            text.Append(Encoding.Latin1.GetString(_buffer, _start, take));
            _start += take;
        }

        return text.ToString();
    }

    public async Task<string> ToEndAsync()
    {
        var text = new StringBuilder();
        while (await TryFillAsync())
        {
            text.Append(Encoding.Latin1.GetString(_buffer, _start, _end - _start));
            _start = _end;
        }

        return text.ToString();
    }

    public async Task<bool> IsAtEndAsync() => !await TryFillAsync();

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        _deadline.Dispose();
    }

    /// <summary>The content of a body that came chunked.</summary>
    public static string Unchunk(string body) => Take(body).Content;

    /// <summary>The trailer section behind it, with its empty line.</summary>
    public static string TrailerOf(string body) => Take(body).Trailer;

    private static (string Content, string Trailer) Take(string body)
    {
        var content = new StringBuilder();
        for (var at = 0; ;)
        {
            var line = body.IndexOf("\r\n", at, StringComparison.Ordinal);
            var size = int.Parse(body[at..line].Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return (content.ToString(), body[(line + 2)..]);
            }

            content.Append(body, line + 2, size);
            at = line + 2 + size + 2;
        }
    }

    public static string? Value(string head, string name) => head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim(' ', '\t'))
        .FirstOrDefault();

    private async Task<string> ChunkedAsync()
    {
        var raw = new StringBuilder();
        while (true)
        {
            var line = await LineAsync();
            raw.Append(line);
            var size = int.Parse(line.Split(';', '\r')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                break;
            }

            raw.Append(await ExactlyAsync(size + 2));
        }

        string trailer;
        do
        {
            trailer = await LineAsync();
            raw.Append(trailer);
        }
        while (trailer != "\r\n");
        return raw.ToString();
    }

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        while (!line.EndsWith("\r\n"))
        {
            line.Append(await ByteAsync());
        }

        return line.ToString();
    }

    private async ValueTask<char> ByteAsync()
    {
        await FillAsync();
        return (char)_buffer[_start++];
    }

    private async ValueTask FillAsync()
    {
        if (!await TryFillAsync())
        {
            throw new EndOfStreamException("The other side closed the connection where more was to come.");
        }
    }

    private async ValueTask<bool> TryFillAsync()
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await stream.ReadAsync(_buffer, _deadline.Token);
        }

        return _end > 0;
    }
}

internal static class Texts
{
    public static bool EndsWith(this StringBuilder text, string end)
    {
        if (text.Length < end.Length)
        {
            return false;
        }

        for (var i = 0; i < end.Length; i++)
        {
            if (text[text.Length - end.Length + i] != end[i])
            {
                return false;
            }
        }

        return true;
    }
}
