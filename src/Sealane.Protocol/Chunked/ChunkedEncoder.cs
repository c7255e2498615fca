using System.Buffers;
using System.Buffers.Text;
using Sealane.Signing.Requests;
using Sealane.Signing.Streaming;
using Sealane.Signing.Text;

namespace Sealane.Protocol.Chunked;

/// <summary>Writes an aws-chunked body, chunk after chunk; what it writes has the layout's length to the byte. Not thread-safe.</summary>
/// <remarks>
/// A sender that has each chunk in memory calls <see cref="WriteChunk"/>; one that writes its own buffers to the socket brackets each with
/// <see cref="ChunkHead(ReadOnlySpan{byte}, Span{byte})"/> and <see cref="ChunkTail"/> and copies nothing. Both end with <see cref="WriteEnd"/>.
/// </remarks>
public sealed class ChunkedEncoder
{
    /// <value>The most bytes of a chunk's head: 91.</value>
    public const int MaxHeadLength = 8 + 17 + ChunkFrame.SignatureLength + 2;

    private readonly ChunkedLayout _layout;
    private readonly ChunkSigner? _signer;
    private long _remaining;
    private bool _ended;

    /// <summary>Begins a body.</summary>
    /// <param name="layout">The body's shape.</param>
    /// <param name="signer">The chain that begins with the head's signature; null exactly when the layout is unsigned.</param>
    /// <exception cref="ArgumentException">A signer is missing or superfluous.</exception>
    public ChunkedEncoder(ChunkedLayout layout, ChunkSigner? signer = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.Signed != signer is not null)
        {
            throw new ArgumentException(layout.Signed ? "Signed chunks need a signer." : "Unsigned chunks take no signer.", nameof(signer));
        }

        _layout = layout;
        _signer = signer;
        _remaining = layout.DecodedLength;
    }

    /// <value>What follows each chunk's data: CRLF.</value>
    public static ReadOnlySpan<byte> ChunkTail => ChunkFrame.LineEnd;

    /// <value>The bytes that the next chunk must have; 0 when only the end is left.</value>
    public int NextChunkLength => (int)Math.Min(_layout.ChunkSize, _remaining);

    /// <summary>
    /// Writes the line before the chunk's data, signing the data when the layout is signed, and returns the line's length.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The data has not <see cref="NextChunkLength"/> bytes, or the destination not <see cref="MaxHeadLength"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">Only the end is left.</exception>
    public int ChunkHead(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Take(data.Length);
        return WriteHead(data.Length, data, destination);
    }

    /// <summary>Writes the line before an unsigned chunk's data, which may still be on its way, and returns the line's length.</summary>
    /// <exception cref="ArgumentException">
    /// The length is not <see cref="NextChunkLength"/>, or the destination has not <see cref="MaxHeadLength"/> bytes.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The layout is signed, and a signature needs the data; or only the end is left.
    /// </exception>
    public int ChunkHead(int length, Span<byte> destination)
    {
        if (_layout.Signed)
        {
            throw new InvalidOperationException("A signed chunk's head needs the data.");
        }

        Take(length);
        return WriteHead(length, [], destination);
    }

    /// <summary>Writes a chunk whole: head, data, CRLF.</summary>
    /// <exception cref="ArgumentException">The data has not <see cref="NextChunkLength"/> bytes.</exception>
    /// <exception cref="InvalidOperationException">Only the end is left.</exception>
    public void WriteChunk(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Advance(ChunkHead(data, output.GetSpan(MaxHeadLength)));
        output.Write(data);
        output.Write(ChunkTail);
    }

    /// <summary>Writes the last chunk, the trailers and the empty line: once, also for an empty body.</summary>
    /// <param name="trailers">The trailers that the layout announces, in its order.</param>
    /// <param name="output">Where to write.</param>
    /// <exception cref="ArgumentException">The trailers are not the announced ones.</exception>
    /// <exception cref="InvalidOperationException">Chunks are missing, or the end was written before.</exception>
    // last-chunk *( name ":" value CRLF ) [ "x-amz-trailer-signature:" 64HEXDIG CRLF ] CRLF      (S3 API, sigv4-streaming-trailers)
    public void WriteEnd(IReadOnlyList<HeaderField> trailers, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        ArgumentNullException.ThrowIfNull(output);
        CheckAnnounced(trailers);
        if (_ended || _remaining > 0)
        {
            throw new InvalidOperationException(_ended ? "The end was written before." : $"{_remaining} bytes are still to come.");
        }

        _ended = true;
        output.Advance(WriteHead(0, [], output.GetSpan(MaxHeadLength)));
        for (var i = 0; i < trailers.Count; i++)
        {
            WriteTrailer(trailers[i].Name, trailers[i].Value, output);
        }

        if (_signer is not null && trailers.Count > 0)
        {
            WireText.Write(ChunkFrame.TrailerSignatureName, output);
            output.Write(":"u8);
            _signer.SignTrailer(trailers, output.GetSpan(ChunkFrame.SignatureLength)[..ChunkFrame.SignatureLength]);
            output.Advance(ChunkFrame.SignatureLength);
            output.Write(ChunkFrame.LineEnd);
        }

        output.Write(ChunkFrame.LineEnd);
    }

    // size [ ";chunk-signature=" 64HEXDIG ] CRLF      (S3 API, sigv4-streaming)
    private int WriteHead(int length, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(length, destination, out var written, new StandardFormat('x'));
        if (_signer is not null)
        {
            ChunkFrame.SignatureExtension.CopyTo(destination[written..]);
            written += ChunkFrame.SignatureExtension.Length;
            _signer.SignChunk(data, destination.Slice(written, ChunkFrame.SignatureLength));
            written += ChunkFrame.SignatureLength;
        }

        ChunkFrame.LineEnd.CopyTo(destination[written..]);
        return written + ChunkFrame.LineEnd.Length;
    }

    private static void WriteTrailer(string name, string value, IBufferWriter<byte> output)
    {
        WireText.Write(name, output);
        output.Write(":"u8);
        WireText.Write(value, output);
        output.Write(ChunkFrame.LineEnd);
    }

    private void Take(int length)
    {
        if (_remaining == 0)
        {
            // An empty chunk would be a second last chunk, which S3 answers with MalformedTrailerError.
            throw new InvalidOperationException("All chunks are written; only the end is left.");
        }

        if (length != NextChunkLength)
        {
            throw new ArgumentException($"The next chunk has {NextChunkLength} bytes, not {length}.", nameof(length));
        }

        _remaining -= length;
    }

    private void CheckAnnounced(IReadOnlyList<HeaderField> trailers)
    {
        var asAnnounced = trailers.Count == _layout.Trailers.Count;
        for (var i = 0; asAnnounced && i < trailers.Count; i++)
        {
            asAnnounced = trailers[i].Is(_layout.Trailers[i].Name)
                && trailers[i].Value.Length == _layout.Trailers[i].ValueLength
                && !trailers[i].Value.AsSpan().ContainsAny('\r', '\n');
        }

        if (!asAnnounced)
        {
            throw new ArgumentException(
                $"The trailers are not those that were announced: {string.Join(", ", _layout.Trailers.Select(trailer => trailer.Name))}.",
                nameof(trailers));
        }
    }
}
