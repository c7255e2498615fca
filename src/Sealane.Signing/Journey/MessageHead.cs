using System.Buffers;
using System.Globalization;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Signing.Journey;

/// <summary>The head of a request or an answer as raw bytes, line by line: what is not changed leaves as it came. Immutable.</summary>
public sealed class MessageHead
{
    private MessageHead(string startLine, IReadOnlyList<HeadLine> lines)
    {
        StartLine = startLine;
        Lines = lines;
    }

    /// <summary>The request line or the status line, one char a byte.</summary>
    public string StartLine { get; }

    /// <summary>The header lines in order.</summary>
    public IReadOnlyList<HeadLine> Lines { get; }

    /// <summary>The method of a request.</summary>
    public string Method => Part(0);

    /// <summary>The raw target of a request.</summary>
    public string Target => Part(1);

    /// <summary>The version of a request, as it stands in its request line.</summary>
    public string Version => Part(2);

    /// <summary>The status of an answer; null for a request.</summary>
    public int? Status => StartLine.StartsWith("HTTP/", StringComparison.Ordinal)
        && int.TryParse(Part(1), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>How the message says where its body ends.</summary>
    public BodyFraming Framing => (Has("content-length"), IsChunked) switch
    {
        (true, true) => BodyFraming.Both,
        (true, false) => BodyFraming.ContentLength,
        (false, true) => BodyFraming.Chunked,
        _ => BodyFraming.None,
    };

    private bool IsChunked => Values("transfer-encoding").Any(value => value.Contains("chunked", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">The head up to and including its empty line; the bytes are kept, not copied.</param>
    /// <exception cref="FormatException">It is no head: a line without a colon, a folded line, no start line, no empty line at its end.</exception>
    public static MessageHead Parse(ReadOnlyMemory<byte> bytes)
    {
        string? start = null;
        var lines = new List<HeadLine>();
        while (true)
        {
            var end = bytes.Span.IndexOf("\r\n"u8);
            if (end < 0)
            {
                throw new FormatException("The head does not end with an empty line (RFC 9112 2.1).");
            }

            var line = bytes[..end];
            bytes = bytes[(end + 2)..];
            if (start is null)
            {
                start = WireText.FromBytes(line.Span);
                if (start.Split(' ').Length < 3 && !start.StartsWith("HTTP/", StringComparison.Ordinal))
                {
                    throw new FormatException("The request line is not 'method target version' (RFC 9112 3).");
                }
            }
            else if (line.IsEmpty)
            {
                return new MessageHead(start, lines);
            }
            else
            {
                lines.Add(HeadLine.Parse(line));
            }
        }
    }

    /// <summary>The head of a request that is written anew.</summary>
    public static MessageHead OfRequest(RequestHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return new MessageHead(
            $"{head.Method} {head.Target} HTTP/1.1",
            [.. head.Fields.Select(field => HeadLine.Of(field.Name, field.Value))]);
    }

    /// <summary>The head as it goes onto the wire, its empty line included.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(512);
        WireText.Write(StartLine, output);
        output.Write("\r\n"u8);
        foreach (var line in Lines)
        {
            output.Write(line.Bytes.Span);
            output.Write("\r\n"u8);
        }

        output.Write("\r\n"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>What a signature sees of a request. A target in absolute form loses scheme and authority, as at every origin (RFC 9112 3.2.2).</summary>
    /// <exception cref="ArgumentException">The target is no path, as that of <c>CONNECT</c> and <c>OPTIONS *</c>.</exception>
    public RequestHead ToRequest()
    {
        var target = Target;
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (target.Length > 0 && target[0] != '/' && scheme > 0)
        {
            var path = target.IndexOfAny(['/', '?'], scheme + 3);
            target = path < 0 ? "/" : target[path] == '?' ? "/" + target[path..] : target[path..];
        }

        return new RequestHead(Method, target, [.. Lines.Select(line => line.ToField())]);
    }

    /// <summary>The first value of a field, or null.</summary>
    public string? Value(string name) => Lines.FirstOrDefault(line => line.Is(name))?.Value;

    /// <summary>All values of a field, in order.</summary>
    public IEnumerable<string> Values(string name) => Lines.Where(line => line.Is(name)).Select(line => line.Value);

    /// <summary>Whether there is a field of this name.</summary>
    public bool Has(string name) => Lines.Any(line => line.Is(name));

    /// <summary>This head with one line of the name: the first keeps its place and its letter case, others of the name go; appended when there was none.</summary>
    public MessageHead With(string name, string value)
    {
        var first = Lines.FirstOrDefault(line => line.Is(name));
        return first is null
            ? Adding(name, value)
            : new MessageHead(StartLine, [.. Lines.Where(line => line == first || !line.Is(name)).Select(line => line == first ? HeadLine.Of(first.Name, value) : line)]);
    }

    /// <summary>This head without any line of the name.</summary>
    public MessageHead Without(string name) => Has(name) ? new MessageHead(StartLine, [.. Lines.Where(line => !line.Is(name))]) : this;

    /// <summary>This head with one more line at its end.</summary>
    public MessageHead Adding(string name, string value) => new(StartLine, [.. Lines, HeadLine.Of(name, value)]);

    /// <summary>This head with other lines.</summary>
    public MessageHead WithLines(IEnumerable<HeadLine> lines) => new(StartLine, [.. lines]);

    /// <summary>This head with another request line or status line.</summary>
    public MessageHead WithStartLine(string startLine) => new(startLine, Lines);

    /// <summary>This request head with another raw target.</summary>
    public MessageHead WithTarget(string target) => new($"{Method} {target} {Version}", Lines);

    /// <summary>The start line alone, a presigned signature masked.</summary>
    public override string ToString() => Status is null ? $"{Method} {Secrecy.MaskTarget(Target)}" : StartLine;

    private string Part(int index)
    {
        var parts = StartLine.Split(' ', 3);
        return index < parts.Length ? parts[index] : string.Empty;
    }
}
