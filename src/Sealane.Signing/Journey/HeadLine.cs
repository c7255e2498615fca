using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Signing.Journey;

/// <summary>One header line as raw bytes, without its line end; blanks around the value are kept.</summary>
public sealed class HeadLine
{
    internal HeadLine(ReadOnlyMemory<byte> bytes, string name, string value)
    {
        Bytes = bytes;
        Name = name;
        Value = value;
    }

    /// <summary>The line as it stands on the wire.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The field name, in its letter case.</summary>
    public string Name { get; }

    /// <summary>The field value without surrounding blanks, one char a byte.</summary>
    public string Value { get; }

    /// <summary>Whether the line has the given name, whatever its letter case.</summary>
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A line of a name and a value, written as <c>Name: value</c>.</summary>
    public static HeadLine Of(string name, string value) => new(WireText.ToBytes($"{name}: {value}"), name, value);

    /// <summary>The field without its blanks.</summary>
    public HeaderField ToField() => new(Name, Value);

    /// <summary>The line for a person's eyes; credentials are masked.</summary>
    public override string ToString() => ToField().ToString();

    // field-line = field-name ":" OWS field-value OWS      (RFC 9112 5)
    internal static HeadLine Parse(ReadOnlyMemory<byte> bytes)
    {
        var text = WireText.FromBytes(bytes.Span);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !text.AsSpan(0, colon).ContainsAny(" \t")
            ? new HeadLine(bytes, text[..colon], text[(colon + 1)..].Trim(' ', '\t'))
            : throw new FormatException($"The header line '{Shorten(text)}' is not 'name: value' (RFC 9112 5).");
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
