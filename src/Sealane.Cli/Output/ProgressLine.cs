using System.Globalization;
using Sealane.Transfers;

namespace Sealane.Cli.Output;

/// <summary>How far a transfer is: one line at the bottom of a terminal, written over again and again, and gone at the end.</summary>
internal sealed class ProgressLine : IProgress<TransferProgress>, IDisposable
{
    private const int BarWidth = 24;
    private const string Erase = "\r\e[K";

    private readonly Lock _gate = new();
    private readonly TextWriter _terminal = Console.Error;
    private bool _shown;

    private ProgressLine() => Complaints.ClearLine = Clear;

    /// <summary>A line, or null where nobody watches.</summary>
    public static ProgressLine? For(ReportStyle style) => style.Progress ? new ProgressLine() : null;

    public void Report(TransferProgress value)
    {
        var width = Console.WindowWidth;
        var text = Text(value);
        lock (_gate)
        {
            _terminal.Write(Erase);
            _terminal.Write(text.Length < width ? text : text[..Math.Max(0, width - 1)]);
            _shown = true;
        }
    }

    public void Dispose()
    {
        Clear();
        Complaints.ClearLine = () => { };
    }

    /// <summary>The line's text: <c>1.2 GiB of 3.4 GiB [#####     ]  35 %  312.4 MiB/s  12 objects  0:07 left</c>.</summary>
    internal static string Text(TransferProgress value)
    {
        var parts = new List<string> { HumanSize.Of(value.Transferred) };
        if (value.Total is > 0 and var total)
        {
            var share = Math.Clamp((double)value.Transferred / total, 0, 1);
            var bar = new string('#', (int)(share * BarWidth)).PadRight(BarWidth);
            parts[0] += string.Create(CultureInfo.InvariantCulture, $" of {HumanSize.Of(total)} [{bar}] {share * 100,3:0} %");
        }

        parts.Add($"{HumanSize.Of(value.Rate)}/s");
        if (value.Objects > 0)
        {
            parts.Add(value.TotalObjects is { } all ? $"{value.Objects} of {all} objects" : $"{value.Objects} object{(value.Objects == 1 ? "" : "s")}");
        }

        if (value.Remaining is { } left)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(long)left.TotalMinutes}:{left.Seconds:00} left"));
        }

        return string.Join("  ", parts);
    }

    private void Clear()
    {
        lock (_gate)
        {
            if (_shown)
            {
                _terminal.Write(Erase);
                _shown = false;
            }
        }
    }
}
