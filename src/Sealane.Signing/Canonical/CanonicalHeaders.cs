using System.Buffers;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Signing.Canonical;

/// <summary>The header block of a canonical request.</summary>
public static class CanonicalHeaders
{
    /// <summary>Writes one line a signed header.</summary>
    /// <remarks>A signed header that the head does not have gets an empty value: S3 computes on and does not refuse (aws-sdk-go-v2#2722).</remarks>
    // lower-case name ":" value *( "," value ) LF      values trimmed, runs of blanks one blank      (S3 API, sig-v4-header-based-auth)
    public static void Write(RequestHead head, IReadOnlyList<string> signedHeaders, IBufferWriter<byte> output)
    {
        var fields = head.FieldSpan;
        for (var n = 0; n < signedHeaders.Count; n++)
        {
            // Room for a whole line is asked for once: five small writes a line were a third of a signature's own time.
            var name = signedHeaders[n];
            var (first, count, room) = (0, 0, name.Length + ":\n".Length);
            for (var i = 0; i < fields.Length; i++)
            {
                if (fields[i].Is(name))
                {
                    first = count++ == 0 ? i : first;
                    room += fields[i].Value.Length + ",".Length;
                }
            }

            var line = output.GetSpan(room);
            var end = WireText.Write(name, line);
            line[end++] = (byte)':';
            for (var i = first; count > 0; i++)
            {
                if (i > first && !fields[i].Is(name))
                {
                    continue;
                }

                if (i > first)
                {
                    line[end++] = (byte)',';
                }

                end += WriteCollapsed(fields[i].Value, line[end..]);
                count--;
            }

            line[end++] = (byte)'\n';
            output.Advance(end);
        }
    }

    // Blanks inside quotes are collapsed too: S3 does so.
    private static int WriteCollapsed(ReadOnlySpan<char> value, Span<byte> line)
    {
        if (!value.ContainsAny(' ', '\t'))
        {
            return WireText.Write(value, line);
        }

        value = value.Trim(" \t");
        var end = 0;
        while (true)
        {
            var run = IndexOfRun(value);
            if (run < 0)
            {
                return end + WireText.Write(value, line[end..]);
            }

            end += WireText.Write(value[..run], line[end..]);
            line[end++] = (byte)' ';
            value = value[run..].TrimStart(" \t");
        }
    }

    // A run is anything but a single space: two blanks or more, or a tab.
    private static int IndexOfRun(ReadOnlySpan<char> value)
    {
        var from = 0;
        while (value[from..].IndexOfAny(' ', '\t') is >= 0 and var found)
        {
            var blank = from + found;
            if (value[blank] == '\t' || value[blank + 1] is ' ' or '\t')
            {
                return blank;
            }

            from = blank + 1;
        }

        return -1;
    }
}
