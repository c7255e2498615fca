using System.Text;
using Sealane.Cli.Batches;
using Sealane.Cli.Flags;
using Sealane.Cli.Output;
using Sealane.Profiles;
using Sealane.Transfers;

namespace Sealane.Tests.Cli;

/// <summary>The forms in which people write sizes, times and lines of commands, and in which they read them.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("1", 1L)]
    [InlineData("8MB", 8L << 20)]
    [InlineData("64 KiB", 64L << 10)]
    [InlineData("2g", 2L << 30)]
    [InlineData("5T", 5L << 40)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData("MB", null)]
    [InlineData("-1", null)]
    [InlineData("1.5GB", null)]
    [InlineData("8MBit", null)]
    [InlineData("999999999999999TB", null)]
    [InlineData("99999999999999999999", null)]
    public void A_size_is_a_number_with_or_without_a_unit(string text, long? bytes) => Assert.Equal(bytes, ByteCount.Parse(text));

    [Theory]
    [InlineData("10MB/s", 10L << 20)]
    [InlineData("10MB", 10L << 20)]
    [InlineData("8Mb/s", 1L << 20)]
    [InlineData("1b/s", 1L)]
    [InlineData("fast", null)]
    [InlineData("/s", null)]
    public void A_rate_is_in_bytes_and_with_a_small_b_in_bits(string text, long? bytes) => Assert.Equal(bytes, ByteCount.ParseRate(text));

    [Theory]
    [InlineData("90", 90L)]
    [InlineData("90s", 90L)]
    [InlineData("15m", 900L)]
    [InlineData("3h", 10_800L)]
    [InlineData("7d", 604_800L)]
    [InlineData("1w", 604_800L)]
    [InlineData("1h30m", 5_400L)]
    [InlineData("", null)]
    [InlineData("h", null)]
    [InlineData("3x", null)]
    [InlineData("1h30", null)]
    [InlineData("-5m", null)]
    [InlineData("999999999w999999999w", null)]
    [InlineData("9999999999", null)]
    public void A_time_is_seconds_or_numbers_with_units(string text, long? seconds) =>
        Assert.Equal(seconds, (long?)DurationText.Parse(text)?.TotalSeconds);

    [Theory]
    [InlineData("", "")]
    [InlineData("  # all of it a comment", "")]
    [InlineData("cp a b # to the end", "cp|a|b")]
    [InlineData("rm s3://b/a#1", "rm|s3://b/a#1")]
    [InlineData("cp 'a b' \"c \\\" d\" e\\ f", "cp|a b|c \" d|e f")]
    [InlineData("x ''", "x|")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("\"\\n\"", "\\n")]
    public void A_line_is_split_as_a_shell_does(string line, string words) => Assert.Equal(words, string.Join('|', ShellWords.Split(line)));

    [Theory]
    [InlineData("cp 'a")]
    [InlineData("cp \"a")]
    [InlineData("cp a\\")]
    public void A_line_that_does_not_end_is_refused(string line) => Assert.Throws<FormatException>(() => ShellWords.Split(line));

    [Theory]
    [InlineData(1, "1 Byte")]
    [InlineData(1023, "1023 Bytes")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1536 * 1024, "1.5 MiB")]
    [InlineData((1L << 30) - 1, "1.0 GiB")]
    public void Sizes_are_written_as_aws_s3_does(long bytes, string text) => Assert.Equal(text, HumanSize.Of(bytes));

    [Fact]
    public void A_progress_line_says_how_far_how_fast_and_how_long()
    {
        var progress = new TransferProgress { Transferred = 1 << 29, Total = 1 << 30, Rate = 1 << 26, Objects = 3, Remaining = TimeSpan.FromSeconds(68) };
        Assert.Equal("512.0 MiB of 1.0 GiB [############            ]  50 %  64.0 MiB/s  3 objects  1:08 left", ProgressLine.Text(progress));
        Assert.Equal("10 Bytes  0 Bytes/s", ProgressLine.Text(new TransferProgress { Transferred = 10 }));
    }

    [Fact]
    public void A_terminal_is_not_steered_by_a_name_and_a_pipe_gets_it_as_it_is()
    {
        Assert.Equal("a?[31mb\n", Written("a\e[31mb", terminal: true));
        Assert.Equal("a\e[31mb\n", Written("a\e[31mb", terminal: false));
    }

    [Fact]
    public void Only_whole_lines_are_written_however_long_they_are()
    {
        using var target = new PieceStream();
        var lines = new LineWriter(target, terminal: false);
        var expected = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            var name = new string('☃', i % 700);
            lines.Number(i, 6).Blanks(1).Name(name).End();
            expected.Append($"{i,6} {name}\n");
        }

        lines.Flush();
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString([.. target.Pieces.SelectMany(piece => piece)]));
        Assert.All(target.Pieces, piece => Assert.Equal((byte)'\n', piece[^1]));
        Assert.InRange(target.Pieces.Count, 10, 200);
    }

    [Theory]
    [InlineData("a.HTML", "text/html")]
    [InlineData("x/y.tar.gz", "application/gzip")]
    [InlineData("no-extension", null)]
    [InlineData(".bashrc", null)]
    public void A_media_type_is_guessed_from_the_name(string name, string? type) => Assert.Equal(type, MediaTypes.Guess(name));

    private static string Written(string name, bool terminal)
    {
        using var target = new MemoryStream();
        var lines = new LineWriter(target, terminal);
        lines.Name(name).End();
        lines.Flush();
        return Encoding.UTF8.GetString(target.ToArray());
    }

    /// <summary>Keeps what each write brought.</summary>
    private sealed class PieceStream : MemoryStream
    {
        public List<byte[]> Pieces { get; } = [];

        public override void Write(ReadOnlySpan<byte> buffer) => Pieces.Add(buffer.ToArray());
    }
}
