using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Sealane.Signing.Journey;
using Sealane.Signing.Text;

namespace Sealane.Lab.Imitations;

/// <summary>Reads the answers of one connection: heads one by one, then the body of the final one.</summary>
internal sealed class AnswerReader(Stream stream)
{
    private const int MostHead = 64 * 1024;
    private const int MostBody = 16 * 1024 * 1024;

    private readonly PipeReader _input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>The next head, interim ones too.</summary>
    /// <exception cref="IOException">The connection ended, or the head does.</exception>
    public async Task<MessageHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var bytes = await ReadThroughAsync("\r\n\r\n"u8.ToArray(), MostHead, cancellationToken).ConfigureAwait(false);
        return MessageHead.Parse(bytes);
    }

    /// <summary>The body that belongs to a final head; an answer without a length ends with its connection.</summary>
    public async Task<byte[]> ReadBodyAsync(MessageHead head, CancellationToken cancellationToken) => head switch
    {
        { Status: 204 or 304 } => [],
        { Framing: BodyFraming.Chunked } => await ReadChunksAsync(cancellationToken).ConfigureAwait(false),
        { Framing: BodyFraming.ContentLength } => await ReadExactlyAsync(LengthOf(head), cancellationToken).ConfigureAwait(false),
        _ => await ReadToEndAsync(cancellationToken).ConfigureAwait(false),
    };

    private static int LengthOf(MessageHead head) =>
        int.Parse(head.Value("content-length")!, NumberStyles.None, CultureInfo.InvariantCulture);

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var line = WireText.FromBytes(await ReadThroughAsync("\r\n"u8.ToArray(), MostHead, cancellationToken).ConfigureAwait(false));
            var size = int.Parse(line.Split(';', '\r')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                // Trailer fields end like a head does: with an empty line.
                while ((await ReadThroughAsync("\r\n"u8.ToArray(), MostHead, cancellationToken).ConfigureAwait(false)).Length > 2)
                {
                }

                return body.WrittenSpan.ToArray();
            }

            body.Write(await ReadExactlyAsync(size, cancellationToken).ConfigureAwait(false));
            await ReadExactlyAsync(2, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<byte[]> ReadThroughAsync(byte[] end, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var reader = new SequenceReader<byte>(read.Buffer);
            if (reader.TryReadTo(out ReadOnlySequence<byte> found, end, advancePastDelimiter: true))
            {
                byte[] bytes = [.. found.ToArray(), .. end];
                _input.AdvanceTo(reader.Position);
                return bytes;
            }

            if (read.IsCompleted || read.Buffer.Length > most)
            {
                throw new IOException(
                    read.IsCompleted ? "The connection ended before an answer did." : $"The answer's head has more than {most} bytes.");
            }

            _input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            // A pipe waits for a byte even when none is asked for.
            return [];
        }

        if (length > MostBody)
        {
            throw new IOException($"The answer's body has more than {MostBody} bytes.");
        }

        var read = await _input.ReadAtLeastAsync(length, cancellationToken).ConfigureAwait(false);
        if (read.Buffer.Length < length)
        {
            throw new IOException("The connection ended before an answer did.");
        }

        var bytes = read.Buffer.Slice(0, length).ToArray();
        _input.AdvanceTo(read.Buffer.GetPosition(length));
        return bytes;
    }

    private async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var read = await _input.ReadAtLeastAsync(MostBody, cancellationToken).ConfigureAwait(false);
        return read.Buffer.ToArray();
    }
}
