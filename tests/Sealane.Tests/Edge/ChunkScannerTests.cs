using System.Text;
using CsCheck;
using Sealane.Edge.Framing;

namespace Sealane.Tests.Edge;

public sealed class ChunkScannerTests
{
    [Theory]
    [InlineData("0\r\n\r\n", "")]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", "abc")]
    [InlineData("1\r\na\r\n00002;x=\"\t;\"\r\nbc\r\n000\r\nA: b\r\nC:\r\n\r\n", "abc")]
    [InlineData("a \r\n0\r\n\r\n\r\n\r\n\r\r\n0 ;z\r\n\r\n", "0\r\n\r\n\r\n\r\n\r")]
    public void Content_is_told_from_framing_and_the_end_is_found_in_whatever_pieces_it_comes(string body, string content) =>
        Gen.Int[1, 8].Array[1, 5].Sample(pieces =>
        {
            var scanner = new ChunkScanner();
            var input = Encoding.Latin1.GetBytes(body + "GET / HTTP/1.1");
            var found = new StringBuilder();
            var at = 0;
            for (var piece = 0; !scanner.IsDone; piece++)
            {
                var rest = input.AsSpan(at, Math.Min(pieces[piece % pieces.Length], input.Length - at));
                var run = scanner.Next(rest);
                found.Append(run.IsContent ? Encoding.Latin1.GetString(rest[..run.Length]) : "");
                at += run.Length;
            }

            Assert.Equal((content, body.Length), (found.ToString(), at));
        });

    [Theory]
    [InlineData("\r\n")]
    [InlineData(" 3\r\nabc\r\n")]
    [InlineData("x\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("3\nabc")]
    [InlineData("3;a\nb\r\nabc")]
    [InlineData("3\rX")]
    [InlineData("3\r\nabcd\r\n")]
    [InlineData("3\r\nabc\n")]
    [InlineData("0\r\n\n")]
    [InlineData("0\r\nA: b\n")]
    [InlineData("10000000000000000\r\n")]
    public void Broken_framing_is_refused(string body) => Assert.Throws<FormatException>(() => Scan(body));

    [Fact]
    public void A_size_line_or_trailer_without_end_is_refused()
    {
        Assert.Throws<FormatException>(() => Scan("1;" + new string('x', 70_000)));
        Assert.Throws<FormatException>(() => Scan("0\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 20_000))));
    }

    private static void Scan(string body)
    {
        var scanner = new ChunkScanner();
        ReadOnlySpan<byte> rest = Encoding.Latin1.GetBytes(body);
        while (!rest.IsEmpty)
        {
            rest = rest[scanner.Next(rest).Length..];
        }
    }
}
