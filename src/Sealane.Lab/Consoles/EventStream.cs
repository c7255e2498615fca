using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Sealane.Doctor.Reports;

namespace Sealane.Lab.Consoles;

/// <summary>The diagnoses as a stream of server-sent events, from the place where a reader left off.</summary>
/// <remarks>
/// <c>welcome</c> says how many requests are kept; <c>request</c> is a <see cref="DiagnosisDocument"/>; <c>cleared</c> means that what came
/// before is gone; <c>missed</c> counts those that came too fast. Each reader waits for itself: one that is slow is passed over what has been
/// forgotten meanwhile, and takes no memory.
/// </remarks>
internal sealed class EventStream(DiagnosisLog log)
{
    /// <summary>Writes events until the reader goes.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="lastEventId">The id of the last event that the reader got; null or another run's for none.</param>
    /// <param name="cancellationToken">The reader went.</param>
    public async Task WriteAsync(PipeWriter output, string? lastEventId, CancellationToken cancellationToken)
    {
        var last = Place(lastEventId);
        var (cleared, missed) = (0L, 0L);
        Write(output, "welcome", null, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"most\":{log.Most}}}")));
        if (last is null)
        {
            Write(output, "cleared", null, "{}"u8);
        }

        while (true)
        {
            var since = log.After(last ??= 0);
            if (since.Cleared > cleared)
            {
                cleared = since.Cleared;
                Write(output, "cleared", null, "{}"u8);
            }

            if (since.Missed != missed)
            {
                missed = since.Missed;
                Write(output, "missed", null, Encoding.UTF8.GetBytes(missed.ToString(CultureInfo.InvariantCulture)));
            }

            foreach (var (number, diagnosis) in since.Diagnoses)
            {
                Write(output, "request", number, HtmlReport.WriteEvent(diagnosis));
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                last = number;
            }

            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            await since.Changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private long? Place(string? lastEventId) => lastEventId?.Split('-') is [var run, var number] && run == log.Run
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    // "event:" type LF [ "id:" run "-" number LF ] "data:" line LF LF      (HTML Living Standard 9.2.5)
    private void Write(PipeWriter output, string type, long? number, ReadOnlySpan<byte> data)
    {
        var id = number is { } place ? string.Create(CultureInfo.InvariantCulture, $"id: {log.Run}-{place}\n") : string.Empty;
        output.Write(Encoding.UTF8.GetBytes($"event: {type}\n{id}data: "));
        output.Write(data);
        output.Write("\n\n"u8);
    }
}
