using System.Runtime.CompilerServices;
using System.Text;

namespace Sealane.Protocol.Xml;

/// <summary>
/// Reads a document of elements and texts, forwards, out of its UTF-8 bytes. Names are local names: stores differ in their prefixes.
/// </summary>
/// <remarks>
/// Measured against XmlReader, which the tests hold it against: a page of a listing costs less time (a quarter, compiled once
/// and for all; two thirds or more where the runtime has optimised XmlReader to the page), and nothing but its
/// strings is allocated. A document type is refused (XML 1.0, 2.8: entities could be declared there), and so is more depth than
/// <see cref="MaxDepth"/>. It does not ask whether a prefix is declared.
/// </remarks>
internal ref struct XmlScanner
{
    public const int MaxDepth = 64;

    private XmlCursor _cursor;
    private OpenElements _open;
    private int _depth;
    private bool _isEmpty;

    public XmlScanner(ReadOnlySpan<byte> xml)
    {
        _cursor = new(xml);
        _cursor.ReadProlog();
    }

    /// <summary>The local name of the element whose start was read last.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>How many elements have begun and not ended.</summary>
    public readonly int Depth => _depth;

    /// <summary>Moves onto the root element.</summary>
    public void ReadRoot()
    {
        do
        {
            RequireBlank(_cursor.TakeText(), "it does not begin with an element");
        }
        while (_cursor.TrySkipComment());
        ReadStart();
    }

    /// <summary>Reads to the end of the document: behind its root comments, instructions and blanks may stand, and nothing else.</summary>
    public void ReadEnd()
    {
        do
        {
            RequireBlank(_cursor.TakeText(), "text stands behind the root element");
        }
        while (_cursor.TrySkipComment());
        if (!_cursor.Rest.IsEmpty)
        {
            throw new MalformedXmlException("an element stands behind the root element");
        }
    }

    /// <summary>
    /// Moves onto the next child of the innermost element; at that element's end moves past it and says <see langword="false"/>. Text
    /// between children is passed over.
    /// </summary>
    public bool ReadChild()
    {
        if (TakeEmpty())
        {
            return false;
        }

        while (true)
        {
            XmlText.Check(_cursor.TakeText(), verbatim: false);
            if (TryReadClose())
            {
                return false;
            }

            if (_cursor.Rest is not [_, (byte)'!' or (byte)'?', ..] || !(_cursor.TrySkipComment() || _cursor.TryReadCData(out _)))
            {
                ReadStart();
                return true;
            }
        }
    }

    /// <summary>The text of the element, and past it.</summary>
    /// <exception cref="MalformedXmlException">There are elements in it.</exception>
    public string ReadText() => TryReadText(out var text) ? text : throw new MalformedXmlException("an element where a text should be");

    /// <summary>The text of the element, and past it; the given string itself when that is the text.</summary>
    public string ReadText(string? likely)
    {
        if (!TryReadPlain(out var plain))
        {
            return ReadText();
        }

        return likely is not null && Ascii.Equals(plain, likely) ? likely : XmlText.Decode(plain);
    }

    /// <summary>
    /// The text of the element and past it, or <see langword="false"/> and onto its first child. What is text behind a child is no more
    /// than <see cref="ReadChild"/> passes over.
    /// </summary>
    public bool TryReadText(out string text)
    {
        text = "";
        if (TakeEmpty())
        {
            return true;
        }

        StringBuilder? pieces = null;
        while (true)
        {
            var piece = XmlText.Decode(_cursor.TakeText());
            if (TryReadClose())
            {
                text = pieces is null ? piece : pieces.Append(piece).ToString();
                return true;
            }

            pieces = (pieces ?? new()).Append(piece);
            if (_cursor.TryReadCData(out var section))
            {
                pieces.Append(section);
            }
            else if (!_cursor.TrySkipComment())
            {
                ReadStart();
                return false;
            }
        }
    }

    /// <summary>
    /// The bytes of the element's text, and past it, when they are the text as they stand; else nothing has happened.
    /// </summary>
    public bool TryReadPlain(out ReadOnlySpan<byte> text)
    {
        var start = _cursor.At;
        text = _isEmpty ? default : _cursor.TakeText();
        if (!_isEmpty && XmlText.IsPlain(text) && TryReadClose())
        {
            return true;
        }

        _cursor.At = start;
        return false;
    }

    /// <summary>Moves past the element.</summary>
    public void Skip()
    {
        var depth = _depth;
        while (_depth >= depth)
        {
            ReadChild();
        }
    }

    private static void RequireBlank(ReadOnlySpan<byte> text, string fault)
    {
        if (text.ContainsAnyExcept(" \t\r\n"u8))
        {
            throw new MalformedXmlException(fault);
        }
    }

    private bool TakeEmpty()
    {
        if (!_isEmpty)
        {
            return false;
        }

        _isEmpty = false;
        _depth--;
        return true;
    }

    // "<" name *( blanks name "=" value ) [ blanks ] [ "/" ] ">"      (XML 1.0, 3.1)
    private void ReadStart()
    {
        if (_cursor.Rest is not [(byte)'<', ..])
        {
            throw XmlCursor.CutOff();
        }

        _cursor.At++;
        if (_depth == MaxDepth)
        {
            throw new MalformedXmlException($"more than {MaxDepth} elements inside each other");
        }

        var start = _cursor.At;
        var name = _cursor.TakeName(out var prefix);
        _open[_depth++] = (start, name.Length);
        Name = name[prefix..];
        if (_cursor.Rest is [(byte)'>', ..])
        {
            _cursor.At++;
            return;
        }

        _cursor.SkipAttributes();
        _isEmpty = _cursor.Rest is [(byte)'/', ..];
        _cursor.At += _isEmpty ? 1 : 0;
        _cursor.Require(">"u8);
    }

    // "</" name [ blanks ] ">"      (XML 1.0, 3.1)
    private bool TryReadClose()
    {
        var rest = _cursor.Rest;
        if (rest is not [(byte)'<', (byte)'/', ..])
        {
            return false;
        }

        var (start, length) = _open[_depth - 1];
        var name = _cursor.Slice(start, length);
        rest = rest[2..];
        if (!rest.StartsWith(name))
        {
            throw new MalformedXmlException($"an end tag that does not match <{Encoding.UTF8.GetString(name)}>");
        }

        _cursor.At += 2 + length;
        _depth--;
        _cursor.SkipBlanks();
        _cursor.Require(">"u8);
        return true;
    }

    /// <summary>Where the names of the elements begin that have not ended yet.</summary>
    [InlineArray(MaxDepth)]
    private struct OpenElements
    {
        private (int Start, int Length) _first;
    }
}
