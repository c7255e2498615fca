using System.Buffers;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Signing.Canonical;

/// <summary>The one writer of canonical requests. Signer and verifier both use it; they differ only in where the head came from.</summary>
public static class CanonicalRequest
{
    /// <summary>Writes the canonical request of a head.</summary>
    /// <param name="head">The head about to be sent, or as it arrived.</param>
    /// <param name="signedHeaders">Lower-case names, sorted.</param>
    /// <param name="payloadHash">What stands for the body: a SHA-256 in lower-case hex, or one of the words of <see cref="Artifacts.PayloadHash"/>.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="exceptParameter">A query parameter that is not part of it: the signature of a presigned request.</param>
    // method LF path LF query LF headers LF signed-headers LF payload-hash      (S3 API, sig-v4-header-based-auth)
    public static void Write(
        RequestHead head,
        IReadOnlyList<string> signedHeaders,
        string payloadHash,
        IBufferWriter<byte> output,
        string? exceptParameter = null)
    {
        ArgumentNullException.ThrowIfNull(head);
        Write(head, head.Target, signedHeaders, payloadHash, output, exceptParameter);
    }

    /// <summary>Writes the canonical request of a head that has another target than its own: one that is being made.</summary>
    internal static void Write(
        RequestHead head,
        ReadOnlySpan<char> target,
        IReadOnlyList<string> signedHeaders,
        string payloadHash,
        IBufferWriter<byte> output,
        string? exceptParameter)
    {
        ArgumentNullException.ThrowIfNull(signedHeaders);
        ArgumentNullException.ThrowIfNull(output);
        WireText.Write(head.Method, output);
        output.Write("\n"u8);
        var mark = target.IndexOf('?');
        CanonicalPath.Write(mark < 0 ? target : target[..mark], output);
        output.Write("\n"u8);
        CanonicalQuery.Write(mark < 0 ? default : target[(mark + 1)..], output, exceptParameter);
        output.Write("\n"u8);
        CanonicalHeaders.Write(head, signedHeaders, output);
        output.Write("\n"u8);
        WriteNames(signedHeaders, output);
        WireText.Write(payloadHash, output);
    }

    // name *( ";" name ) LF
    private static void WriteNames(IReadOnlyList<string> names, IBufferWriter<byte> output)
    {
        var room = "\n".Length;
        for (var i = 0; i < names.Count; i++)
        {
            room += names[i].Length + ";".Length;
        }

        var line = output.GetSpan(room);
        var end = 0;
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0)
            {
                line[end++] = (byte)';';
            }

            end += WireText.Write(names[i], line[end..]);
        }

        line[end++] = (byte)'\n';
        output.Advance(end);
    }
}
