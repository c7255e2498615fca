using System.Buffers;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>Reads the document of an answer.</summary>
internal static class DocumentReader
{
    // A listing of 1,000 keys of 1,024 escaped bytes has 10 MB at most; whatever is longer is not S3's.
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>The document, without the blanks that S3 sends ahead while it works, to keep the connection alive.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="guard">Ends a read that takes too long.</param>
    /// <param name="tolerant">Whether a document that is cut off is taken as far as it goes: the status has said enough.</param>
    /// <exception cref="IOException">It is cut off, or too long.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Answer answer, IdleGuard guard, bool tolerant)
    {
        if (answer.Length is 0)
        {
            return default;
        }

        var document = new ArrayBufferWriter<byte>((int)Math.Clamp(answer.Length ?? 4096, 1, MaxBytes));
        try
        {
            int read;
            while ((read = await answer.Body.ReadAsync(document.GetMemory(1), guard.Token).ConfigureAwait(false)) > 0)
            {
                guard.Moved();
                document.Advance(read);
                if (document.WrittenCount > MaxBytes)
                {
                    throw new IOException($"The answer's document has more than {MaxBytes} bytes.");
                }
            }
        }
        catch (Exception fault) when (tolerant && fault is IOException or HttpRequestException)
        {
            // What came before the cut may still name the reason.
        }

        var written = document.WrittenMemory;
        return written[(written.Length - written.Span.TrimStart(" \t\r\n"u8).Length)..];
    }
}
