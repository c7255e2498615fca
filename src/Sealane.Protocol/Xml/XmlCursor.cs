using System.Buffers;
using System.Text;

namespace Sealane.Protocol.Xml;

/// <summary>A place in a document, and the pieces of markup and text that may stand there: what it is made of before it has elements.</summary>
internal ref struct XmlCursor(ReadOnlySpan<byte> xml)
{
    private const int MaxAttributes = 64;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private readonly ReadOnlySpan<byte> _xml = xml;
    private int _at;

    /// <summary>How many bytes lie before it.</summary>
    public int At
    {
        readonly get => _at;
        set => _at = value;
    }

    /// <summary>The bytes from here on.</summary>
    public readonly ReadOnlySpan<byte> Rest => _xml[_at..];

    public static MalformedXmlException CutOff() => new("it is cut off");

    /// <summary>Bytes that were passed.</summary>
    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _xml.Slice(start, length);

    /// <summary>Moves past a byte order mark and a declaration, where they are.</summary>
    public void ReadProlog()
    {
        if (Rest.StartsWith("\uFEFF"u8))
        {
            _at = 3;
        }

        if (Rest.StartsWith("<?xml"u8) && Rest.Length > 5 && IsBlank(Rest[5]))
        {
            ReadDeclaration();
        }
    }

    /// <summary>The bytes up to the next markup, and past them.</summary>
    public ReadOnlySpan<byte> TakeText()
    {
        var rest = Rest;
        var next = rest is [(byte)'<', ..] ? 0 : rest.IndexOf((byte)'<');
        var text = next < 0 ? rest : rest[..next];
        _at += text.Length;
        return text;
    }

    /// <summary>A name with its prefix and past it; where the local name begins in it.</summary>
    // Letters, digits, ".", "-", "_", what is not ASCII, and one colon inside      (XML 1.0, 2.3; Namespaces 1.0, 4)
    public ReadOnlySpan<byte> TakeName(out int prefix)
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

    /// <summary>Moves past the attributes of a start tag, which must be well-formed and say nothing here.</summary>
    public void SkipAttributes()
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

    /// <summary>Moves past a comment or a processing instruction, which say nothing here.</summary>
    public bool TrySkipComment()
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

    /// <summary>Reads a CDATA section as text, and moves past it.</summary>
    public bool TryReadCData(out string section)
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

    public bool SkipBlanks()
    {
        var start = _at;
        while (_at < _xml.Length && IsBlank(_xml[_at]))
        {
            _at++;
        }

        return _at > start;
    }

    public void Require(ReadOnlySpan<byte> markup)
    {
        if (!Rest.StartsWith(markup))
        {
            throw Rest.Length < markup.Length ? CutOff() : new MalformedXmlException($"no {Encoding.UTF8.GetString(markup)} where it should be");
        }

        _at += markup.Length;
    }

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static bool BeginsName(ReadOnlySpan<byte> name) =>
        name is [not ((byte)'-' or (byte)'.' or (byte)':' or (>= (byte)'0' and <= (byte)'9')), ..];

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
}
