using System.Text;
using System.Xml;
using CsCheck;
using Sealane.Protocol.Xml;

namespace Sealane.Tests.Protocol.Xml;

/// <summary>Our scanner against .NET's reader: the same elements, the same texts, the same refusals.</summary>
public sealed class XmlScannerTests
{
    private static readonly XmlReaderSettings Settings = new()
    {
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        XmlResolver = null,
    };

    [Theory]
    [InlineData("<A>&#0;&#1;&#xD800;&#xFFFE;&#x10FFFF;&#00000000065;&#x000000041;</A>")]
    [InlineData("<A>&lt;&gt;&amp;&apos;&quot; ] ]] ]]&gt;</A>")]
    [InlineData("<A>a\r\nb\rc\r\r\n\n</A>")]
    [InlineData("<A>&#xD;&#xA;</A>")]
    [InlineData("<A>\u00e9\ufeff\u2028\ud83d\ude00\uffed</A>")]
    [InlineData("<A><![CDATA[x]]]]>y<![CDATA[<&>\r\n]]>z<!-- a - b --><?pi ?>!</A>")]
    [InlineData("<?xml version='1.0' encoding='utf-8' standalone=\"yes\" ?>\n<!-- x --><A b= '1>' c =\"&lt;']]>\"/><?x?>\n ")]
    [InlineData("\uFEFF<A><B/><B ></B ><C>1</C> text <D><E/></D></A>")]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?><A>x</A>")]
    [InlineData("<\u00e9 \u00e9='x'>x</\u00e9>")]
    public void What_is_well_formed_is_read(string document) => Assert.NotNull(Same(document));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<A>\u0001</A>")]
    [InlineData("<A>\uffff</A>")]
    [InlineData("<A>]]></A>")]
    [InlineData("<A>]]]></A>")]
    [InlineData("<A>&#x110000;</A>")]
    [InlineData("<A>&#99999999999999999999;</A>")]
    [InlineData("<A>&#;&#x;</A>")]
    [InlineData("<A>&#x;</A>")]
    [InlineData("<A>&#xg;</A>")]
    [InlineData("<A>&X41;</A>")]
    [InlineData("<A>&foo;</A>")]
    [InlineData("<A>& </A>")]
    [InlineData("<A>&foo;<B/></A>")]
    [InlineData("<A b='<'/>")]
    [InlineData("<A b='\u0001'/>")]
    [InlineData("<A b='&x;'/>")]
    [InlineData("<A b='1' b='2'/>")]
    [InlineData("<A b=\"1\"c=\"2\"/>")]
    [InlineData("<A b/>")]
    [InlineData("<A b='1'/ >")]
    [InlineData("<A b=1/>")]
    [InlineData("<A b='1/>")]
    [InlineData("< A/>")]
    [InlineData("<1/>")]
    [InlineData("<:A/>")]
    [InlineData("<A:/>")]
    [InlineData("<A></a>")]
    [InlineData("<A>")]
    [InlineData("<A></A")]
    [InlineData("<A><B></A></B>")]
    [InlineData("<A/><B/>")]
    [InlineData("<A/>x")]
    [InlineData("<A/><![CDATA[x]]>")]
    [InlineData("<A/></A>")]
    [InlineData("x<A/>")]
    [InlineData("<![CDATA[x]]><A/>")]
    [InlineData("<A><!-- -- --></A>")]
    [InlineData("<A><!--\u0001--></A>")]
    [InlineData("<A><!---></A>")]
    [InlineData("<A><? a?></A>")]
    [InlineData("<A><?xml version='1.0'?></A>")]
    [InlineData("<A><![CDATA[\u0001]]></A>")]
    [InlineData("<A><![CDATA[x]></A>")]
    [InlineData("<A><!B></A>")]
    [InlineData("<!DOCTYPE A><A/>")]
    [InlineData("<!DOCTYPE A [<!ENTITY x 'y'>]><A>&x;</A>")]
    [InlineData("<?xml encoding='utf-8'?><A/>")]
    [InlineData("<?xml version='1.1'?><A/>")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><A/>")]
    [InlineData("<?xml version='1.0'?><?xml version='1.0'?><A/>")]
    public void What_is_not_well_formed_is_refused(string document) => Assert.Null(Same(document));

    [Fact]
    public void What_only_another_encoding_could_tell_is_refused() =>
        Assert.Null(Scanned("<?xml version='1.0' encoding='ISO-8859-1'?><A>\u00e9</A>"));

    [Fact]
    public void Depth_and_attributes_have_a_limit()
    {
        Assert.NotNull(Scanned(Nested(XmlScanner.MaxDepth)));
        Assert.Null(Scanned(Nested(XmlScanner.MaxDepth + 1)));
        Assert.Null(Scanned($"<A {string.Concat(Enumerable.Range(0, 65).Select(i => $" a{i}=''"))}/>"));

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));
    }

    [Fact]
    public void Whatever_is_put_together_is_read_as_dotnet_reads_it()
    {
        var piece = Gen.OneOf(
            "<A>", "</A>", "<B>", "</B>", "<B/>", "<C d='e'>", "</C>", "<C\n/>", "text", " ", "\r\n", "\r", "&lt;", "&#x1;", "&#13;", "&amp", "&", "]]>", "]", "<![CDATA[", "<!--",
            "-->", "--", "<?p ", "?>", "\u00e9", "\u0001", "\uffff", "\uffed", "'", "\"", "=", " f='g'", ">", "<", "/", ";", "\ud83d\ude00");
        piece.Array[0, 12].Sample(pieces => _ = Same($"<A>{string.Concat(pieces)}</A>"), iter: 20_000);
    }

    [Fact]
    public void Cut_off_or_changed_in_one_byte_it_is_read_as_dotnet_reads_it()
    {
        var document = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<A b='c'><!--d--><E>f&amp;g<![CDATA[h]]></E>\r\n<I/>\u00e9</A>\n");
        Gen.Select(Gen.Int[0, document.Length - 1], Gen.OneOf(Gen.OneOf("<>&;/!-[]='\"? \nab"u8.ToArray()), Gen.Byte), Gen.Bool).Sample((at, octet, cut) =>
        {
            byte[] changed = cut ? [.. document.AsSpan(0, at)] : [.. document.AsSpan(0, at), octet, .. document.AsSpan(at + 1)];

            // What .NET knows and we do not ask: undeclared prefixes; and the declaration's other encodings, which we do not read.
            if (System.Text.Unicode.Utf8.IsValid(changed) && octet != ':' && (at > 40 || cut))
            {
                _ = Same(Encoding.UTF8.GetString(changed));
            }
        }, iter: 20_000);
    }

    [Fact]
    public void What_is_written_is_read_by_both()
    {
        var text = Gen.OneOf(Gen.String[Gen.Char[" <>&\"'\r\n\t]\u0000\u0001\u001fé€\uFFFE\uFFFF"], 0, 40], Gen.String[Gen.Char['\0', '\uD7FF'], 0, 600]);
        Gen.Select(text, Gen.Bool).Sample((text, quotes) =>
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            var xml = new XmlOutput(output, "urn:x", quotes);
            xml.Declare();
            xml.Start("A");
            xml.Element("B", text);
            xml.End("A");
            return Same(Encoding.UTF8.GetString(output.WrittenSpan)) is ["<A", "<B", var read, ">", ..] && read == $"={text}";
        });
    }

    [Fact]
    public void A_text_is_the_likely_one_itself_when_it_is_equal()
    {
        var scanner = new XmlScanner("<A><B>STANDARD</B><B>STANDARD</B><B>STANDAR</B><B>&#83;TANDARD</B><B/></A>"u8);
        scanner.ReadRoot();
        const string Likely = "STANDARD";
        List<string> texts = [];
        while (scanner.ReadChild())
        {
            texts.Add(scanner.ReadText(Likely));
        }

        Assert.Equal([Likely, Likely, "STANDAR", Likely, ""], texts);
        Assert.Same(Likely, texts[0]);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_not_written() => Assert.ThrowsAny<ArgumentException>(
        () => new XmlOutput(new System.Buffers.ArrayBufferWriter<byte>()).Element("A", "\ud800"));

    // The document as both see it; null when both refuse.
    private static List<string>? Same(string document)
    {
        var (ours, theirs) = (Scanned(document), Read(document));
        Assert.True(
            (ours is null && theirs is null) || (ours is not null && theirs is not null && ours.SequenceEqual(theirs)),
            $"{document}\nours:   {Line(ours)}\ntheirs: {Line(theirs)}");
        return ours;
    }

    private static string Line(List<string>? read) => read is null ? "refused" : string.Join(' ', read);

    private static List<string>? Scanned(string document)
    {
        var seen = new List<string>();
        try
        {
            var scanner = new XmlScanner(Encoding.UTF8.GetBytes(document));
            scanner.ReadRoot();
            Walk(ref scanner, seen);
            scanner.ReadEnd();
            return seen;
        }
        catch (MalformedXmlException)
        {
            return null;
        }
    }

    private static void Walk(ref XmlScanner scanner, List<string> seen)
    {
        seen.Add("<" + Encoding.UTF8.GetString(scanner.Name));
        if (scanner.TryReadText(out var text))
        {
            seen.Add("=" + text);
        }
        else
        {
            do
            {
                Walk(ref scanner, seen);
            }
            while (scanner.ReadChild());
        }

        seen.Add(">");
    }

    private static List<string>? Read(string document)
    {
        var seen = new List<string>();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(document)), Settings);
            reader.MoveToContent();
            Walk(reader, seen);
            while (reader.Read())
            {
            }

            return seen;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static void Walk(XmlReader reader, List<string> seen)
    {
        seen.Add("<" + reader.LocalName);
        var (text, children) = ("", false);
        var empty = reader.IsEmptyElement;
        reader.ReadStartElement();
        while (!empty && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                children = true;
                Walk(reader, seen);
            }
            else if (reader.NodeType == XmlNodeType.None)
            {
                throw new XmlException("cut off");
            }
            else
            {
                text += reader.Value;
                reader.Read();
            }
        }

        if (!empty)
        {
            reader.ReadEndElement();
        }

        if (!children)
        {
            seen.Add("=" + text);
        }

        seen.Add(">");
    }
}
