using System.Globalization;
using CsCheck;

namespace Sealane.Tests.Edge;

/// <summary>Random messages of HTTP/1.1: valid, but as odd as the grammar allows. Latin-1, one char a byte.</summary>
internal static class Messages
{
    // VCHAR and obs-text, as in targets and values
    private static readonly Gen<char> Visible = Gen.Int[0x21, 0xFF].Where(code => code != 0x7F).Select(code => (char)code);

    private static readonly Gen<string> Blanks = Gen.OneOf("", " ", "\t", "  ", " \t ");

    private static readonly Gen<string> Words = Gen.Select(Gen.String[Visible, 0, 12], Blanks, Gen.String[Visible, 1, 9])
        .Select((a, blank, b) => a + blank + b);

    private static readonly Gen<string> Value = Gen.OneOf(Words, Gen.Const(""));

    private static readonly Gen<string> Name = Gen.OneOf(
        "Host", "hOST", "x-amz-meta-a", "X-AMZ-Meta-A", "x-amz-meta-a_b", "Authorization", "Content-Type", "content-md5", "X", "!#$%&'*+-.^_`|~09", "Accept-Encoding");

    private static readonly Gen<string> Line = Gen.Select(Name, Blanks, Value, Blanks, (name, before, value, after) => $"{name}:{before}{value}{after}\r\n");

    private static readonly Gen<(string Header, string Body)> OfLength = Gen.Select(
        Gen.OneOf("Content-Length", "content-length", "CONTENT-LENGTH"), Blanks, Gen.String[Gen.Char['\0', 'ÿ'], 0, 3000],
        (name, blank, body) => ($"{name}:{blank}{body.Length.ToString(CultureInfo.InvariantCulture)}{blank}\r\n", body));

    // chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
    private static readonly Gen<string> Chunk = Gen.Select(
        Gen.String[Gen.Char['\0', 'ÿ'], 1, 1200], Gen.OneOf("x", "X", "x4", "X6"), Gen.OneOf("", ";a", ";a=b", " ; c=\"d;e\"", ";chunk-signature=00ff"),
        (data, format, extension) => $"{data.Length.ToString(format, CultureInfo.InvariantCulture)}{extension}\r\n{data}\r\n");

    private static readonly Gen<(string Header, string Body)> Chunked = Gen.Select(
        Gen.OneOf("Transfer-Encoding: chunked", "transfer-encoding:Chunked ", "TRANSFER-ENCODING:\tCHUNKED"), Chunk.Array[0, 6],
        Gen.OneOf("0", "000", "0;last"), Gen.Select(Name, Value, (name, value) => $"{name}: {value}\r\n").Array[0, 3],
        (header, chunks, last, trailers) => ($"{header}\r\n", $"{string.Concat(chunks)}{last}\r\n{string.Concat(trailers)}\r\n"));

    private static readonly Gen<(string Header, string Body)> Framed = Gen.OneOf(OfLength, Chunked);

    public static Gen<string> Request { get; } = Gen.Select(
        Gen.OneOf("GET", "PUT", "POST", "DELETE", "x-Odd!"), Gen.String[Visible, 0, 40], Line.Array[0, 9], Gen.OneOf(Framed, Gen.Const(("", ""))), Gen.Int[0, 9],
        (method, target, lines, framed, place) => Message($"{method} /{target} HTTP/1.1", lines, framed, place));

    public static Gen<string> Answer { get; } = Gen.Select(
        Gen.OneOf("200 OK", "403 Forbidden", "503 Slow Down", "299 "), Line.Array[0, 9], Framed, Gen.Int[0, 9],
        (status, lines, framed, place) => Message($"HTTP/1.1 {status}", lines, framed, place));

    /// <summary>Sizes of pieces in which bytes are sent or received, in turn.</summary>
    public static Gen<int[]> Pieces { get; } = Gen.OneOf(Gen.Int[1, 5], Gen.Int[1, 100], Gen.Int[500, 70_000]).Array[1, 6];

    private static string Message(string startLine, string[] lines, (string Header, string Body) framed, int place)
    {
        var at = Math.Min(place, lines.Length);
        return $"{startLine}\r\n{string.Concat(lines[..at])}{framed.Header}{string.Concat(lines[at..])}\r\n{framed.Body}";
    }
}
