using System.Buffers;
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

    private const int MaxAttributes = 64;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private readonly ReadOnlySpan<byte> _xml;
    private OpenElements _open;
    private int _depth;
    private int _at;
    private bool _isEmpty;

    public XmlScanner(ReadOnlySpan<byte> xml)
    {
        _xml = xml;
        if (Rest.StartsWith("\uFEFF"u8))
        {
            _at = 3;
        }

        if (Rest.StartsWith("<?xml"u8) && Rest.Length > 5 && IsBlank(Rest[5]))
        {
            ReadDeclaration();
        }
    }

    /// <summary>The local name of the element whose start was read last.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>How many elements have begun and not ended.</summary>
    public readonly int Depth => _depth;

    private readonly ReadOnlySpan<byte> Rest => _xml[_at..];

    /// <summary>Moves onto the root element.</summary>
    public void ReadRoot()
    {
        do
        {
            RequireBlank(TakeText(), "it does not begin with an element");
        }
        while (TrySkipComment());
        ReadStart();
    }

    /// <summary>Reads to the end of the document: behind its root comments, instructions and blanks may stand, and nothing else.</summary>
    public void ReadEnd()
    {
        do
        {
            RequireBlank(TakeText(), "text stands behind the root element");
        }
        while (TrySkipComment());
        if (!Rest.IsEmpty)
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
            XmlText.Check(TakeText(), verbatim: false);
            if (TryReadClose())
            {
                return false;
            }

            if (Rest is not [_, (byte)'!' or (byte)'?', ..] || !(TrySkipComment() || TryReadCData(out _)))
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
            var piece = XmlText.Decode(TakeText());
            if (TryReadClose())
            {
                text = pieces is null ? piece : pieces.Append(piece).ToString();
                return true;
            }

            pieces = (pieces ?? new()).Append(piece);
            if (TryReadCData(out var section))
            {
                pieces.Append(section);
            }
            else if (!TrySkipComment())
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
        var start = _at;
        text = _isEmpty ? default : TakeText();
        if (!_isEmpty && XmlText.IsPlain(text) && TryReadClose())
        {
            return true;
        }

        _at = start;
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

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static void RequireBlank(ReadOnlySpan<byte> text, string fault)
    {
        if (text.ContainsAnyExcept(" \t\r\n"u8))
        {
            throw new MalformedXmlException(fault);
        }
    }

    private ReadOnlySpan<byte> TakeText()
    {
        var rest = Rest;
        var next = rest is [(byte)'<', ..] ? 0 : rest.IndexOf((byte)'<');
        var text = next < 0 ? rest : rest[..next];
        _at += text.Length;
        return text;
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
        if (Rest is not [(byte)'<', ..])
        {
            throw CutOff();
        }

        _at++;
        if (_depth == MaxDepth)
        {
            throw new MalformedXmlException($"more than {MaxDepth} elements inside each other");
        }

        var start = _at;
        var name = TakeName(out var prefix);
        _open[_depth++] = (start, name.Length);
        Name = name[prefix..];
        if (Rest is [(byte)'>', ..])
        {
            _at++;
            return;
        }

        ReadAttributes();
        _isEmpty = Rest is [(byte)'/', ..];
        _at += _isEmpty ? 1 : 0;
        Require(">"u8);
    }

    // "</" name [ blanks ] ">"      (XML 1.0, 3.1)
    private bool TryReadClose()
    {
        var rest = Rest;
        if (rest is not [(byte)'<', (byte)'/', ..])
        {
            return false;
        }

        var (start, length) = _open[_depth - 1];
        var name = _xml.Slice(start, length);
        rest = rest[2..];
        if (!rest.StartsWith(name))
        {
            throw new MalformedXmlException($"an end tag that does not match <{Encoding.UTF8.GetString(name)}>");
        }

        _at += 2 + length;
        _depth--;
        RequireEnd();
        return true;
    }

    private void ReadAttributes()
    {
        Span<(int Start, int Length)> seen = stackalloc (int, int)[MaxAttributes];
        var count = 0;
        while (SkipBlanks() && Rest is not [(byte)'/' or (byte)'>', ..])
        {
            var start = _at;
            var name = TakeAttribute(out _);
            foreach (var (otherStart, otherLength) in seen[..count])
            {
                if (name.SequenceEqual(_xml.Slice(otherStart, otherLength)))
                {
                    throw new MalformedXmlException("an attribute twice");
                }
            }

            if (count == MaxAttributes)
            {
                throw new MalformedXmlException($"more than {MaxAttributes} attributes");
            }

            seen[count++] = (start, name.Length);
        }
    }

    // name [ blanks ] "=" [ blanks ] quote value quote      (XML 1.0, 3.1)
    private ReadOnlySpan<byte> TakeAttribute(out ReadOnlySpan<byte> value)
    {
        var name = TakeName(out _);
        SkipBlanks();
        Require("="u8);
        SkipBlanks();
        var quote = Rest is [(byte)'"' or (byte)'\'', ..] ? Rest[..1] : throw new MalformedXmlException("an attribute without quotes");
        _at++;
        value = TakeThrough(quote);
        if (value.Contains((byte)'<'))
        {
            throw new MalformedXmlException("< in an attribute");
        }

        var rest = value;
        while (rest.IndexOf((byte)'&') is >= 0 and var reference)
        {
            XmlText.Check(rest[..reference]);
            rest = rest[reference..];
            XmlText.TakeReference(ref rest);
        }

        XmlText.Check(rest);
        return name;
    }

    // Letters, digits, ".", "-", "_", what is not ASCII, and one colon inside      (XML 1.0, 2.3; Namespaces 1.0, 4)
    private ReadOnlySpan<byte> TakeName(out int prefix)
    {
        var end = Rest.IndexOfAnyExcept(NameBytes);
        if (end < 0)
        {
            throw CutOff();
        }

        var name = Rest[..end];
        prefix = name.IndexOf((byte)':') + 1;
        if (!BeginsName(name) || (prefix > 0 && (!BeginsName(name[prefix..]) || name[prefix..].Contains((byte)':'))))
        {
            throw new MalformedXmlException("a tag that has no name");
        }

        _at += end;
        return name;
    }

    private static bool BeginsName(ReadOnlySpan<byte> name) =>
        name is [not ((byte)'-' or (byte)'.' or (byte)':' or (>= (byte)'0' and <= (byte)'9')), ..];

    // Comments and processing instructions, which say nothing here.
    private bool TrySkipComment()
    {
        if (Rest.StartsWith("<!--"u8))
        {
            _at += 4;
            XmlText.Check(TakeThrough("--"u8));
            Require(">"u8);
            return true;
        }

        if (Rest.StartsWith("<?"u8))
        {
            _at += 2;
            var target = TakeName(out var prefix);
            if (prefix > 0 || Ascii.EqualsIgnoreCase(target, "xml"u8) || !(Rest.StartsWith("?>"u8) || IsBlank(Rest[0])))
            {
                throw new MalformedXmlException("a processing instruction that is none");
            }

            XmlText.Check(TakeThrough("?>"u8));
            return true;
        }

        return Rest.StartsWith("<!DOCTYPE"u8) ? throw new MalformedXmlException("a document type, which is not accepted") : false;
    }

    private bool TryReadCData(out string section)
    {
        section = "";
        if (!Rest.StartsWith("<![CDATA["u8))
        {
            return false;
        }

        _at += 9;
        section = XmlText.Decode(TakeThrough("]]>"u8), verbatim: true);
        return true;
    }

    // "<?xml" version-info [ encoding ] [ standalone ] [ blanks ] "?>"      (XML 1.0, 2.8)
    private void ReadDeclaration()
    {
        _at += 5;
        var last = 0;
        while (SkipBlanks() && Rest is not [(byte)'?', ..])
        {
            var name = TakeAttribute(out var value);
            last = last switch
            {
                0 when name.SequenceEqual("version"u8) && value.SequenceEqual("1.0"u8) => 1,
                1 when name.SequenceEqual("encoding"u8) && IsReadable(value) => 2,
                1 or 2 when name.SequenceEqual("standalone"u8) && (value.SequenceEqual("yes"u8) || value.SequenceEqual("no"u8)) => 3,
                _ => throw new MalformedXmlException("a declaration of another kind than XML 1.0 in UTF-8"),
            };
        }

        Require("?>"u8);
        if (last == 0)
        {
            throw new MalformedXmlException("a declaration without a version");
        }
    }

    private readonly bool IsReadable(ReadOnlySpan<byte> encoding) => Ascii.EqualsIgnoreCase(encoding, "utf-8"u8)
        || ((Ascii.EqualsIgnoreCase(encoding, "us-ascii"u8) || Ascii.EqualsIgnoreCase(encoding, "iso-8859-1"u8)) && Ascii.IsValid(_xml));

    private ReadOnlySpan<byte> TakeThrough(ReadOnlySpan<byte> end)
    {
        var length = Rest.IndexOf(end);
        if (length < 0)
        {
            throw CutOff();
        }

        var taken = Rest[..length];
        _at += length + end.Length;
        return taken;
    }

    private void RequireEnd()
    {
        if (Rest is [(byte)'>', ..])
        {
            _at++;
            return;
        }

        SkipBlanks();
        Require(">"u8);
    }

    private bool SkipBlanks()
    {
        var start = _at;
        while (_at < _xml.Length && IsBlank(_xml[_at]))
        {
            _at++;
        }

        return _at > start;
    }

    private void Require(ReadOnlySpan<byte> markup)
    {
        if (!Rest.StartsWith(markup))
        {
            throw Rest.Length < markup.Length ? CutOff() : new MalformedXmlException($"no {Encoding.UTF8.GetString(markup)} where it should be");
        }

        _at += markup.Length;
    }

    private static MalformedXmlException CutOff() => new("it is cut off");

    /// <summary>Where the names of the elements begin that have not ended yet.</summary>
    [InlineArray(MaxDepth)]
    private struct OpenElements
    {
        private (int Start, int Length) _first;
    }
}
