using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sealane.Edge.Framing;

namespace Sealane.Edge.Relay;

/// <summary>Writes a body as it goes on: gets it run by run, in order.</summary>
internal abstract class BodyWriter : IDisposable
{
    private BodyWriter()
    {
    }

    /// <summary>Gives back what a body that broke off left open.</summary>
    public void Dispose() => Release();

    /// <summary>Takes the next run.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes, RunKind kind);

    /// <summary>Writes what is still owed when the last run has been taken.</summary>
    /// <returns>Whether that was anything.</returns>
    public virtual bool End() => false;

    /// <summary>The writer for a body that came in one framing and goes on in another.</summary>
    public static BodyWriter For(Leg to, BodyExtent came, BodyExtent goes, BodyChange change)
    {
        var isSame = change is { Chunks: null, Trailers: not TrailerFate.Dropped } && IsContentSame(change);
        BodyWriter framed = goes switch
        {
            BodyExtent.Empty => new Nothing(),
            BodyExtent.Chunked when came is not BodyExtent.Chunked || !isSame => new Chunks(to, change.Chunks ?? new ChunkStyle(), change.Trailers != TrailerFate.Dropped),
            BodyExtent.Chunked => new AsItCame(to),
            _ => new ContentAlone(to),
        };
        framed = change.Gzips ? new Gzip(framed) : framed;
        return change switch
        {
            { Replacement: { } replacement } => new Replaced(framed, replacement),
            { Slice: var (from, length) } => new Slice(framed, from, length),
            _ => framed,
        };
    }

    protected virtual void Release()
    {
    }

    private static bool IsContentSame(BodyChange change) => change is { Gzips: false, Slice: null, Replacement: null };

    private sealed class AsItCame(Leg to) : BodyWriter
    {
        public override void Write(ReadOnlySpan<byte> bytes, RunKind kind) => to.Write(bytes);
    }

    private sealed class ContentAlone(Leg to) : BodyWriter
    {
        public override void Write(ReadOnlySpan<byte> bytes, RunKind kind) => to.Write(kind == RunKind.Content ? bytes : []);
    }

    private sealed class Nothing : BodyWriter
    {
        public override void Write(ReadOnlySpan<byte> bytes, RunKind kind)
        {
        }
    }

    // chunk = chunk-size CRLF chunk-data CRLF; last-chunk = 1*"0" CRLF      (RFC 9112 7.1)
    private sealed class Chunks(Leg to, ChunkStyle style, bool forwardsTrailers) : BodyWriter
    {
        private readonly ArrayBufferWriter<byte> _pending = new();
        private bool _isLastWritten;
        private bool _isEnded;

        public override void Write(ReadOnlySpan<byte> bytes, RunKind kind)
        {
            if (kind == RunKind.Content)
            {
                WriteContent(bytes);
            }
            else if (kind == RunKind.Trailer && forwardsTrailers)
            {
                WriteLast();
                to.Write(bytes);
                _isEnded = true;
            }
        }

        public override bool End()
        {
            if (_isEnded)
            {
                return false;
            }

            WriteLast();
            to.Write("\r\n"u8);
            return true;
        }

        private void WriteContent(ReadOnlySpan<byte> bytes)
        {
            if (style.Size == 0)
            {
                WriteChunk(bytes);
                return;
            }

            while (!bytes.IsEmpty)
            {
                var taken = Math.Min(bytes.Length, style.Size - _pending.WrittenCount);
                _pending.Write(bytes[..taken]);
                bytes = bytes[taken..];
                if (_pending.WrittenCount == style.Size)
                {
                    WritePending();
                }
            }
        }

        private void WritePending()
        {
            WriteChunk(_pending.WrittenSpan);
            _pending.ResetWrittenCount();
        }

        private void WriteChunk(ReadOnlySpan<byte> content)
        {
            if (!content.IsEmpty)
            {
                WriteSize(content.Length);
                to.Write(content);
                to.Write("\r\n"u8);
            }
        }

        private void WriteLast()
        {
            if (!_isLastWritten)
            {
                WritePending();

                // Who fills sizes up does so for chunks that hold something.
                to.Write("0\r\n"u8);
                _isLastWritten = true;
            }
        }

        private void WriteSize(int size) => to.Write(Encoding.ASCII.GetBytes(
            size.ToString((style.IsUpperCase ? "X" : "x") + style.Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + "\r\n"));
    }

    private sealed class Gzip : BodyWriter
    {
        private readonly BodyWriter _to;
        private readonly MemoryStream _output = new();
        private readonly GZipStream _gzip;

        public Gzip(BodyWriter to)
        {
            _to = to;
            _gzip = new GZipStream(_output, CompressionLevel.Fastest, leaveOpen: true);
        }

        public override void Write(ReadOnlySpan<byte> bytes, RunKind kind)
        {
            switch (kind)
            {
                case RunKind.Content:
                    _gzip.Write(bytes);
                    Pass();
                    break;

                case RunKind.Trailer:
                    // The content ends before its trailer.
                    EndContent();
                    _to.Write(bytes, kind);
                    break;
            }
        }

        public override bool End()
        {
            EndContent();
            _to.End();
            return true;
        }

        protected override void Release()
        {
            _gzip.Dispose();
            _output.Dispose();
        }

        private void EndContent()
        {
            _gzip.Dispose();
            Pass();
        }

        private void Pass()
        {
            _to.Write(_output.GetBuffer().AsSpan(0, (int)_output.Length), RunKind.Content);
            _output.SetLength(0);
        }
    }

    private sealed class Slice(BodyWriter to, long from, long length) : BodyWriter
    {
        private long _offset;

        public override void Write(ReadOnlySpan<byte> bytes, RunKind kind)
        {
            if (kind != RunKind.Content)
            {
                to.Write(bytes, kind);
                return;
            }

            var start = Math.Clamp(from - _offset, 0, bytes.Length);
            var end = Math.Clamp(from + length - _offset, start, bytes.Length);
            to.Write(bytes[(int)start..(int)end], kind);
            _offset += bytes.Length;
        }

        public override bool End() => to.End();

        protected override void Release() => to.Dispose();
    }

    private sealed class Replaced(BodyWriter to, ReadOnlyMemory<byte> replacement) : BodyWriter
    {
        public override void Write(ReadOnlySpan<byte> bytes, RunKind kind)
        {
        }

        public override bool End()
        {
            to.Write(replacement.Span, RunKind.Content);
            to.End();
            return true;
        }

        protected override void Release() => to.Dispose();
    }
}
