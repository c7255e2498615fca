using System.Buffers;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>The document of an answer, in a buffer that goes back when this is disposed: a page of a listing has a quarter of a megabyte.</summary>
internal sealed class AnswerDocument : IDisposable
{
    // A listing of 1,000 keys of 1,024 escaped bytes has 10 MB at most; whatever is longer is not S3's.
    private const int MaxBytes = 64 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private AnswerDocument(int length) => _buffer = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Without the blanks that S3 sends ahead while it works, to keep the connection alive. Not to be kept.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            var written = _buffer.AsMemory(0, _length);
            return written[(_length - written.Span.TrimStart(" \t\r\n"u8).Length)..];
        }
    }

    /// <summary>Reads it; null when there is none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="guard">Ends a read that takes too long.</param>
    /// <param name="tolerant">Whether a document that is cut off is taken as far as it goes: the status has said enough.</param>
    /// <exception cref="IOException">It is cut off, or too long.</exception>
    public static async ValueTask<AnswerDocument?> ReadAsync(Answer answer, IdleGuard guard, bool tolerant)
    {
        if (answer.Length is 0)
        {
            return null;
        }

        // A byte more than there is, so that the read that finds the end has room.
        var document = new AnswerDocument((int)Math.Min(answer.Length ?? 4096, MaxBytes) + 1);
        var whole = false;
        try
        {
            int read;
            while ((read = await answer.Body.ReadAsync(document.Room(), guard.Token).ConfigureAwait(false)) > 0)
            {
                guard.Moved();
                document._length += read;
                if (document._length > MaxBytes)
                {
                    throw new IOException($"The answer's document has more than {MaxBytes} bytes.");
                }
            }

            whole = true;
        }
        catch (Exception fault) when (tolerant && fault is IOException or HttpRequestException)
        {
            // What came before the cut may still name the reason.
            whole = true;
        }
        finally
        {
            if (!whole)
            {
                document.Dispose();
            }
        }

        return document;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _length) = ([], 0);
        }
    }

    private Memory<byte> Room()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
