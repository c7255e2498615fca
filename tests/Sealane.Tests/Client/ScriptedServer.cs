using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sealane.Credentials;
using Sealane.Transport;

namespace Sealane.Tests.Client;

/// <summary>What the scripted server answers.</summary>
internal sealed record Reply
{
    public int Status { get; init; } = 200;

    public (string Name, string Value)[] Headers { get; init; } = [];

    public string Body { get; init; } = "";

    /// <summary>Answers as soon as the head is there, in place of "100 Continue", and closes.</summary>
    public bool BeforeBody { get; init; }

    /// <summary>Closes the connection in place of an answer.</summary>
    public bool Drops { get; init; }

    /// <summary>Never answers.</summary>
    public bool Hangs { get; init; }

    /// <summary>Answers when this has ended.</summary>
    public Task? After { get; init; }

    /// <summary>Says nothing to Expect: 100-continue.</summary>
    public bool IgnoresExpect { get; init; }

    /// <summary>Promises this many bytes more than it sends, then closes.</summary>
    public int Withholds { get; init; }

    /// <summary>Keeps silent, and the connection open, where it would close it.</summary>
    public bool Stalls { get; init; }

    public static Reply Ok(string body = "", params (string, string)[] headers) => new() { Body = body, Headers = headers };

    public static Reply Error(int status, string code, string extras = "", params (string, string)[] headers) => new()
    {
        Status = status,
        Headers = headers,
        Body = $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>The words of S3 for {code}.</Message>{extras}<RequestId>REQ1</RequestId></Error>""",
    };

    public static Reply Bare(int status, params (string, string)[] headers) => new() { Status = status, Headers = headers };
}

/// <summary>A request as its bytes arrived.</summary>
internal sealed record Received(string Head, byte[] Body)
{
    public string Line => Head[..Head.IndexOf('\r', StringComparison.Ordinal)];

    public string Target => Line.Split(' ')[1];

    public string? this[string name] => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    public string Text => Encoding.Latin1.GetString(Body);
}

/// <summary>A server on a raw socket that answers the first request with the first reply, and so on; the last reply repeats.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Reply[] _replies;
    private readonly List<Received> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    public ScriptedServer(params Reply[] replies)
    {
        _replies = replies;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}");

    public IReadOnlyList<Received> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Options for a client of this server that waits for nothing.</summary>
    public S3ClientOptions Options => new()
    {
        EndpointUrl = Url,
        Region = "us-east-1",
        Credentials = new GivenCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI"),
        Proxy = ProxyRules.None,
        Random = new NoWait(),
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] connections;
        lock (_requests)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_requests)
                {
                    _connections.Add(ServeAsync(client));
                }
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } head && await AnswerAsync(stream, head))
                {
                }
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string head)
    {
        var request = new Received(head, []);
        int number;
        Reply reply;
        lock (_requests)
        {
            number = _requests.Count;
            _requests.Add(request);
            reply = _replies[Math.Min(number, _replies.Length - 1)];
        }

        if (reply.BeforeBody)
        {
            await WriteAsync(stream, reply, "Connection: close\r\n");
            return false;
        }

        if (request["Expect"] is not null && !reply.IgnoresExpect)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token);
        }

        var body = await ReadBodyAsync(stream, request);
        lock (_requests)
        {
            _requests[number] = request with { Body = body };
        }

        if (reply.Hangs)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        if (reply.After is { } time)
        {
            await time.WaitAsync(_stop.Token);
        }

        if (reply.Drops)
        {
            return false;
        }

        await WriteAsync(stream, reply, "", isHead: head.StartsWith("HEAD ", StringComparison.Ordinal));
        if (reply.Stalls)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        return reply.Withholds == 0;
    }

    private async Task WriteAsync(NetworkStream stream, Reply reply, string more, bool isHead = false)
    {
        var body = Encoding.UTF8.GetBytes(reply.Body);
        var text = new StringBuilder($"HTTP/1.1 {reply.Status} Scripted\r\n").Append(more);
        foreach (var (name, value) in reply.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (reply.Status is not (204 or 304))
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + reply.Withholds}\r\n");
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(text.Append("\r\n").ToString()), _stop.Token);
        if (!isHead)
        {
            await stream.WriteAsync(body, _stop.Token);
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            bytes.Add(one[0]);
            if (bytes.Count >= 4 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n')
            {
                return Encoding.Latin1.GetString([.. bytes]);
            }
        }

        return null;
    }

    private async Task<byte[]> ReadBodyAsync(NetworkStream stream, Received request)
    {
        if (request["Transfer-Encoding"] is not null)
        {
            return await ReadChunkedAsync(stream);
        }

        var body = new byte[int.Parse(request["Content-Length"] ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return body;
    }

    private async Task<byte[]> ReadChunkedAsync(NetworkStream stream)
    {
        var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse(await ReadLineAsync(stream), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk, _stop.Token);
            await ReadLineAsync(stream);
            if (size == 0)
            {
                return body.ToArray();
            }

            body.Write(chunk);
        }
    }

    private async Task<string> ReadLineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }

    /// <summary>A randomness that always says "at once": what is waited for is tested on the judge.</summary>
    private sealed class NoWait : Random
    {
        public override double NextDouble() => 0;
    }
}
