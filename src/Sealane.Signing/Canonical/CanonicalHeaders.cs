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
            var name = signedHeaders[n];
            WireText.Write(name, output);
            output.Write(":"u8);
            var first = true;
            foreach (ref readonly var field in fields)
            {
                if (!field.Is(name))
                {
                    continue;
                }

                if (!first)
                {
                    output.Write(","u8);
                }

                first = false;
                WriteCollapsed(field.Value, output);
            }

            output.Write("\n"u8);
        }
    }

    // Blanks inside quotes are collapsed too: S3 does so.
    private static void WriteCollapsed(ReadOnlySpan<char> value, IBufferWriter<byte> output)
    {
        value = value.Trim(" \t");
        while (true)
        {
            var run = IndexOfRun(value);
            if (run < 0)
            {
                WireText.Write(value, output);
                return;
            }

            WireText.Write(value[..run], output);
            output.Write(" "u8);
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
