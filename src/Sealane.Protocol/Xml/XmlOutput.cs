using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sealane.Protocol.Xml;

/// <summary>Writes a document of elements and texts as UTF-8, without a blank between them.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="ns">The namespace of all elements, declared on the root; null for none.</param>
/// <param name="escapesQuotes">Whether a quote is written as a reference, which S3 does in its error documents.</param>
internal sealed class XmlOutput(IBufferWriter<byte> output, string? ns = null, bool escapesQuotes = false)
{
    // A raw CR would be read as LF (XML 1.0, 2.11); the other control characters and the last two code points may stand in no document
    // (2.2), and a reference, which may not name them either, is what S3 writes and readers get over.
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Except(['\t', '\n']).Select(c => (char)c), '&', '<', '>', '\uFFFE', '\uFFFF']);

    private static readonly SearchValues<char> EscapedWithQuotes = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Except(['\t', '\n']).Select(c => (char)c), '&', '<', '>', '"', '\uFFFE', '\uFFFF']);

    private readonly SearchValues<char> _escaped = escapesQuotes ? EscapedWithQuotes : Escaped;
    private string? _undeclared = ns;

    /// <summary>Writes the declaration and a line end, as S3 does.</summary>
    public void Declare() => output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);

    /// <summary>Begins an element.</summary>
    public void Start(string name)
    {
        output.Write("<"u8);
        Raw(name);
        if (_undeclared is { } declared)
        {
            output.Write(" xmlns=\""u8);
            Raw(declared);
            output.Write("\""u8);
            _undeclared = null;
        }

        output.Write(">"u8);
    }

    /// <summary>Ends an element.</summary>
    public void End(string name)
    {
        output.Write("</"u8);
        Raw(name);
        output.Write(">"u8);
    }

    /// <summary>An element that holds a text.</summary>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair: it is no text.</exception>
    public void Element(string name, string text)
    {
        Start(name);
        Text(text);
        End(name);
    }

    private void Text(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(_escaped) is >= 0 and var at)
        {
            Raw(text[..at]);
            Raw(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                var c => string.Create(CultureInfo.InvariantCulture, $"&#x{(int)c:X};"),
            });
            text = text[(at + 1)..];
        }

        Raw(text);
    }

    private void Raw(ReadOnlySpan<char> text) => XmlText.Strict.GetBytes(text, output);
}
