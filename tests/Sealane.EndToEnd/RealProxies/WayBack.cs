using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Sealane.Tests.Edge;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>What an answer was when it had come back.</summary>
/// <param name="Case">The case.</param>
/// <param name="Status">The status line.</param>
/// <param name="Fields">The fields in order of their names, without those that speak about the connection and without what is another each time.</param>
/// <param name="Content">The content without any framing or compression.</param>
internal sealed record WayBack(AnswerCase Case, string Status, IReadOnlyList<string> Fields, string Content)
{
    private static readonly string[] OfTheConnection = ["connection", "keep-alive"];

    // Ages and dates are another each time, whoever writes them.
    private static readonly string[] Changing = ["date", "age"];

    private static readonly string[] OfTheFraming = ["content-length", "transfer-encoding"];

    /// <summary>Asks for every answer over one way.</summary>
    /// <param name="way">Where to ask.</param>
    /// <param name="origin">The endpoint's address.</param>
    /// <param name="setups">What the way is made of, or imitates.</param>
    public static async Task<IReadOnlyList<WayBack>> AllAsync(IPEndPoint way, IPEndPoint origin, IReadOnlyList<ProxySetup> setups)
    {
        var port = string.Create(CultureInfo.InvariantCulture, $":{way.Port}");
        string[] left = [.. OfTheConnection, .. setups.Any(setup => setup.FramesAnswersByTiming) ? OfTheFraming : []];
        string[] changing = [.. Changing, .. setups.SelectMany(setup => setup.Volatile)];
        var answers = new List<WayBack>();
        foreach (var answerCase in AnswerCase.All)
        {
            await using var client = await Peer.ConnectAsync(way);
            await client.SendAsync(answerCase.Request());
            var head = await client.HeadAsync();
            var body = await client.ToEndAsync();

            // Chunks that were cut off are left as they came.
            var content = Peer.Value(head, "transfer-encoding") is not null && body.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? Peer.Unchunk(body) : body;
            var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var fields = lines[1..]
                .Where(line => !left.Any(name => Is(line, name)))
                .Select(line => changing.Any(name => Is(line, name)) ? line[..line.IndexOf(':', StringComparison.Ordinal)] + ": ..." : line)
                .Select(line => line.Replace($"{origin}", Comparison.ImitatedOrigin, StringComparison.Ordinal).Replace(port, "", StringComparison.Ordinal))
                .Order(StringComparer.OrdinalIgnoreCase);
            answers.Add(new WayBack(answerCase, lines[0], [.. fields], Peer.Value(head, "content-encoding") == "gzip" ? Decompress(content) : content));
        }

        return answers;
    }

    public override string ToString() => string.Join("\n      ", [Status, .. Fields, Content]);

    private static bool Is(string line, string name) => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);

    private static string Decompress(string content)
    {
        using var gzip = new GZipStream(new MemoryStream(Encoding.Latin1.GetBytes(content)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
