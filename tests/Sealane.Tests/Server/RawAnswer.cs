using System.Globalization;
using System.Text;
using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Server;

/// <summary>An answer as a raw client reads it off the socket.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<HeaderField> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public ErrorDocument Error => ErrorDocument.Read(Body) ?? throw new InvalidOperationException($"{Status}: {Text}");

    public string? Header(string name) => Headers.Where(field => field.Is(name)).Select(field => field.Value).FirstOrDefault();

    /// <summary>Reads one answer; interim answers are skipped, and counted.</summary>
    public static async Task<(RawAnswer Answer, int Interim)> ReadAsync(Stream stream, bool isHead, CancellationToken cancellationToken = default)
    {
        int interim = 0;

        while (true)
        {
            List<string> lines = await ReadHeadAsync(stream, cancellationToken);
            int status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
            HeaderField[] headers =
            [
                .. lines.Skip(1).Select(line => new HeaderField(
                    line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())),
            ];

            if (status < 200)
            {
                interim++;
                continue;
            }

            var answer = new RawAnswer(status, headers, []);
            int length = isHead || status is 204 or 304
                ? 0
                : int.Parse(answer.Header("content-length") ?? "0", CultureInfo.InvariantCulture);
            byte[] body = new byte[length];
            await stream.ReadExactlyAsync(body, cancellationToken);
            return (answer with { Body = body }, interim);
        }
    }

    private static async Task<List<string>> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        byte[] one = new byte[1];

        while (true)
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                throw new EndOfStreamException("The connection ended before the answer did.");
            }

            if (one[0] == '\n')
            {
                if (line.Length == 0)
                {
                    return lines;
                }

                lines.Add(line.ToString());
                line.Clear();
            }
            else if (one[0] != '\r')
            {
                line.Append((char)one[0]);
            }
        }
    }
}
