using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Protocol.Chunked;

/// <summary>
/// The lines after the last chunk, read strictly: each announced trailer once, then (when signed) the signature, then an empty line.
/// </summary>
internal sealed class TrailerSection(IReadOnlyList<string> announced, bool signed)
{
    /// <summary>The most bytes of all lines together.</summary>
    public const int MaxBytes = 8192;

    private readonly List<HeaderField> _fields = [];
    private int _bytes;
    private bool _afterBareFeed;

    /// <summary>The trailers that came, without the signature.</summary>
    public IReadOnlyList<HeaderField> Fields => _fields;

    /// <summary>The signature's digits; null while it did not come.</summary>
    public string? Signature { get; private set; }

    /// <summary>Whether the empty line came.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Takes a line without its end; returns what is wrong, or null.</summary>
    public string? Take(ReadOnlySpan<byte> line, bool crlf)
    {
        _bytes += line.Length + 2;
        if (_bytes > MaxBytes)
        {
            return $"The trailers have more than {MaxBytes} bytes.";
        }

        // AWS's own example ends a trailer's line with LF CR LF, and some clients do as it says: the CR LF then belongs to that line.
        if (_afterBareFeed)
        {
            _afterBareFeed = false;
            return crlf && line.IsEmpty ? null : "A trailer's line does not end with CRLF.";
        }

        if (line.IsEmpty)
        {
            IsComplete = crlf;
            return crlf ? WhyIncomplete() : "The last line does not end with CRLF.";
        }

        _afterBareFeed = !crlf;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return "A line is no trailer: it has no name and colon (a second last chunk looks like this).";
        }

        return Add(WireText.FromBytes(line[..colon]), WireText.FromBytes(line[(colon + 1)..].Trim(" \t"u8)));
    }

    private string? Add(string name, string value)
    {
        if (Signature is not null)
        {
            return $"A line follows {ChunkFrame.TrailerSignatureName}.";
        }

        if (signed && announced.Count > 0 && name.Equals(ChunkFrame.TrailerSignatureName, StringComparison.OrdinalIgnoreCase))
        {
            Signature = value;
            return value.Length == ChunkFrame.SignatureLength && value.All(char.IsAsciiHexDigit)
                ? null
                : $"{ChunkFrame.TrailerSignatureName} is not 64 hexadecimal digits.";
        }

        if (!announced.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return "A trailer came that x-amz-trailer does not announce.";
        }

        if (_fields.Any(field => field.Is(name)))
        {
            return "A trailer came twice.";
        }

        _fields.Add(new HeaderField(name, value));
        return null;
    }

    private string? WhyIncomplete() =>
        _fields.Count < announced.Count ? "A trailer that x-amz-trailer announces did not come."
        : signed && announced.Count > 0 && Signature is null ? $"{ChunkFrame.TrailerSignatureName} did not come."
        : null;
}
