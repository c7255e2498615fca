using System.Text.Encodings.Web;
using System.Text.Json;
using Sealane.Diagnostics;

namespace Sealane.Cli.Output;

/// <summary>
/// What became of each object: a line on standard output as <c>aws s3</c> writes it or one JSON object, a sentence on standard error for
/// what failed, and the sums. Thread-safe.
/// </summary>
internal sealed class Report(ReportStyle style, LineWriter lines, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private Utf8JsonWriter? _json;

    /// <summary>How lines look.</summary>
    public ReportStyle Style => style;

    /// <summary>Standard output, for commands whose lines are their result; not to be used by several threads.</summary>
    public LineWriter Lines => lines;

    /// <summary>The objects that were done.</summary>
    public long Objects { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The objects that failed.</summary>
    public long Failures { get; private set; }

    /// <summary>Since the command began.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>1 when anything failed.</summary>
    public int ExitCode => Failures > 0 ? Cli.ExitCode.Failed : Cli.ExitCode.Done;

    /// <summary>An object is done.</summary>
    public void Done(Verb verb, string source, string? target = null, long? bytes = null)
    {
        lock (_gate)
        {
            Objects++;
            Bytes += bytes ?? 0;
            if (!style.Quiet)
            {
                Write("done", verb, source, target, bytes);
            }
        }
    }

    /// <summary>An object would be done, but this is a dry run.</summary>
    public void Planned(Verb verb, string source, string? target = null, long? bytes = null)
    {
        lock (_gate)
        {
            Objects++;
            Bytes += bytes ?? 0;
            Write("planned", verb, source, target, bytes);
        }
    }

    /// <summary>An object failed; the others go on.</summary>
    public void Failed(Verb verb, string source, string? target, Exception why)
    {
        lock (_gate)
        {
            Failures++;
            if (style.Json)
            {
                Write("failed", verb, source, target, bytes: null, why);
            }

            Complaints.Say(target is null ? $"{verb.Name} failed: {source}: {Sentences.Of(why)}" : $"{verb.Name} failed: {source} to {target}: {Sentences.Of(why)}");
        }
    }

    /// <summary>An object was passed over, for a reason that is no failure.</summary>
    public void Skipped(Verb verb, string source, string why)
    {
        lock (_gate)
        {
            if (style.Json)
            {
                WriteJson(json =>
                {
                    json.WriteString("status"u8, "skipped");
                    json.WriteString("operation"u8, verb.Name);
                    json.WriteString("source"u8, source);
                    json.WriteString("reason"u8, why);
                });
            }
            else if (!style.Quiet)
            {
                Complaints.Note($"skipped: {source}: {why}");
            }
        }
    }

    /// <summary>A line of a batch failed as a whole.</summary>
    public void LineFailed(int number, string line, Exception? why)
    {
        lock (_gate)
        {
            Failures++;
            Complaints.Say(why is null ? $"line {number} failed: {line}" : $"line {number} failed: {line}: {Sentences.Of(why)}");
        }
    }

    /// <summary>Takes over the sums of a part of the work.</summary>
    public void Add(Report part)
    {
        lock (_gate)
        {
            Objects += part.Objects;
            Bytes += part.Bytes;
        }
    }

    /// <summary>One JSON object on a line of its own.</summary>
    public void WriteJson(Action<Utf8JsonWriter> members)
    {
        lock (_gate)
        {
            _json ??= new Utf8JsonWriter(lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
            _json.Reset(lines);
            _json.WriteStartObject();
            members(_json);
            _json.WriteEndObject();
            _json.Flush();
            lines.End();
        }
    }

    /// <summary>Writes out what was gathered, so that whoever reads along sees it.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            lines.Flush();
        }
    }

    private void Write(string state, Verb verb, string source, string? target, long? bytes, Exception? why = null)
    {
        if (style.Json)
        {
            WriteJson(json => Members(json, state, verb, source, target, bytes, why));
            return;
        }

        Complaints.ClearLine();
        lines.Text(state == "planned" ? "(dryrun) " : "").Text(verb.Name).Ascii(": "u8).Name(source);
        if (target is not null)
        {
            lines.Ascii(" to "u8).Name(target);
        }

        lines.End();
    }

    private static void Members(Utf8JsonWriter json, string state, Verb verb, string source, string? target, long? bytes, Exception? why)
    {
        json.WriteString("status"u8, state);
        json.WriteString("operation"u8, verb.Name);
        json.WriteString("source"u8, source);
        if (target is not null)
        {
            json.WriteString("target"u8, target);
        }

        if (bytes is { } known)
        {
            json.WriteNumber("bytes"u8, known);
        }

        if (why is not null)
        {
            json.WriteString("error"u8, Sentences.Of(why));
            if (why is S3Exception refusal)
            {
                json.WriteString("code"u8, refusal.Code);
                json.WriteString("request_id"u8, refusal.RequestId);
            }
        }
    }
}
