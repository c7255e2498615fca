using CsCheck;
using Sealane.Protocol.Chunked;

namespace Sealane.Tests.Protocol.Chunked;

public sealed class ChunkedLaws
{
    private static readonly Gen<int[]> Splits = Gen.OneOf(Gen.Int[1, 40].Array[1, 5], Gen.Int[1, 9000].Array[1, 5], Gen.Int[8000, 50_000].Array[1, 3]);

    [Fact]
    public void The_length_that_was_computed_beforehand_is_the_length_that_is_written() =>
        Gen.Select(Form.Any, Bodies.Data).Sample((form, data) => form.Encode(data).Length == form.Layout(data.Length).EncodedLength, iter: 300);

    [Theory]
    [InlineData(0xF)]
    [InlineData(0x10)]
    [InlineData(0xFFF)]
    [InlineData(0x1000)]
    [InlineData(0xFFFF)]
    [InlineData(0x10000)]
    public void A_size_with_one_more_digit_counts_one_more_byte(int size)
    {
        var layout = new ChunkedLayout(size, signed: false, chunkSize: 1 << 20);
        Assert.Equal(layout.EncodedLength, Bodies.Encode(layout, new byte[size], null, []).Length);
    }

    [Fact]
    public void Lengths_too_large_to_write_are_computed_as_the_sum_of_their_frames() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[8192, 1 << 24], Gen.Long[0, 1L << 46]).Sample((signed, trailer, chunkSize, length) =>
        {
            var form = new Form(signed, trailer, chunkSize);
            var one = form.Layout(length).EncodedLength;
            var more = form.Layout(length + chunkSize).EncodedLength;
            return more - one == $"{chunkSize:x}".Length + (signed ? 81 : 0) + 2 + chunkSize + 2;
        });

    [Fact]
    public void What_was_encoded_decodes_to_the_same_however_it_is_split() =>
        Gen.Select(Form.Any, Bodies.Data, Splits).Sample(
            (form, data, splits) =>
            {
                var decoder = form.Decoder(data.Length);
                var (fault, decoded) = Bodies.Decode(decoder, form.Encode(data), splits);
                return fault is null && decoder.IsComplete && decoded.SequenceEqual(data) && decoder.Trailers.SequenceEqual(form.Trailers(data));
            },
            iter: 300);

    [Fact]
    public void Heads_written_apart_from_the_data_frame_it_just_so() =>
        Gen.Select(Form.Any, Bodies.Data).Sample(
            (form, data) =>
            {
                var encoder = new ChunkedEncoder(form.Layout(data.Length), form.Signed ? Bodies.Chain() : null);
                var sent = new System.Buffers.ArrayBufferWriter<byte>();
                foreach (var chunk in data.Chunk(form.ChunkSize))
                {
                    var head = new byte[ChunkedEncoder.MaxHeadLength];
                    var length = form.Signed ? encoder.ChunkHead(chunk, head) : encoder.ChunkHead(chunk.Length, head);
                    byte[] frame = [.. head[..length], .. chunk, .. ChunkedEncoder.ChunkTail];
                    frame.CopyTo(sent.GetSpan(frame.Length));
                    sent.Advance(frame.Length);
                }

                encoder.WriteEnd(form.Trailers(data), sent);
                return sent.WrittenSpan.SequenceEqual(form.Encode(data));
            },
            iter: 100);

    [Fact]
    public void A_damaged_body_gives_the_same_fault_and_the_same_bytes_however_it_is_split() =>
        Gen.Select(Form.Any, Bodies.Data, Damage.Any, Splits).Sample(
            (form, data, damage, splits) =>
            {
                var body = damage.Do(form.Encode(data));
                var whole = Bodies.Decode(form.Decoder(data.Length), body);
                var split = Bodies.Decode(form.Decoder(data.Length), body, splits);
                return whole.Fault == split.Fault && whole.Decoded.SequenceEqual(split.Decoded);
            },
            iter: 1000);

    [Fact]
    public void No_byte_of_a_damaged_chunk_leaves_a_signed_body() =>
        Gen.Select(Form.Any, Bodies.Data, Damage.Any, Splits).Sample(
            (form, data, damage, splits) =>
            {
                form = form with { Signed = true };
                var original = form.Encode(data);
                var body = damage.Do(original);
                var (fault, decoded) = Bodies.Decode(form.Decoder(data.Length), body, splits);

                // What was handed out is whole chunks of the object, each of whose frames came before the damage; or the damage was none,
                // such as a zero before a size.
                var intact = body.AsSpan().CommonPrefixLength(original);
                var chunks = decoded.Length / form.ChunkSize;
                var wholeChunks = decoded.Length == data.Length || decoded.Length % form.ChunkSize == 0;
                var frame = $"{form.ChunkSize:x};chunk-signature=".Length + 64 + 2 + form.ChunkSize + 2;
                return decoded.AsSpan().SequenceEqual(data.AsSpan(0, decoded.Length))
                    && wholeChunks
                    && (fault is null ? decoded.Length == data.Length : (chunks * frame) - 2 <= intact);
            },
            iter: 1000);

    [Fact]
    public void No_bytes_make_the_decoder_throw()
    {
        var piece = Gen.OneOf(
            Gen.OneOf("0", "5", "2000", "ffffffffffffffff", "00000000000000000000000000000005", "\r\n", "\n", "\r", ";chunk-signature=", Bodies.Seed, "hello", "x-amz-checksum-crc32:", "x-amz-trailer-signature:", ":", "NhCmhg==", " ")
                .Select(Bodies.Text),
            Gen.Byte.Array[0, 4],
            Gen.Const(Bodies.OfA(8192)));
        Gen.Select(Form.Any, Gen.Long[0, 20_000], piece.Array[0, 14], Splits).Sample(
            (form, length, pieces, splits) =>
            {
                var (fault, decoded) = Bodies.Decode(form.Decoder(length), [.. pieces.SelectMany(bytes => bytes)], splits);
                return decoded.Length <= length && (!form.Signed || decoded.Length == 0) && (fault is null || fault.ToDocument().Code.Length > 0);
            },
            iter: 5000);
    }

    [Fact]
    public void The_signature_of_every_link_counts()
    {
        // Two bodies of one chain differ in one chunk; chunks taken from the other body are refused even though each is signed.
        var form = new Form(Signed: true, Trailer: true, 8192);
        var data = new byte[20_000];
        var other = (byte[])data.Clone();
        other[0] = 1;
        var (one, two) = (form.Encode(data), form.Encode(other));
        var frame = "2000;chunk-signature=".Length + 64 + 2 + 8192 + 2;
        byte[] spliced = [.. one[..frame], .. two[frame..]];
        var (fault, decoded) = Bodies.Decode(form.Decoder(data.Length), spliced);
        Assert.Equal(2, Assert.IsType<ChunkedFault.ChunkSignatureMismatch>(fault).Chunk);
        Assert.Equal(8192, decoded.Length);
    }

    /// <summary>Something done to a body on its way.</summary>
    private sealed record Damage(int Kind, double Where, byte With)
    {
        public static Gen<Damage> Any { get; } = Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Byte, (kind, where, with) => new Damage(kind, where, with));

        public byte[] Do(byte[] body)
        {
            var at = (int)(Where * (body.Length - 1));

            // Half of all damage goes to the last 300 bytes, where the end and the trailers are.
            at = With % 2 == 0 ? at : Math.Max(0, body.Length - 1 - (at % 300));
            return Kind switch
            {
                0 => [.. body[..at], (byte)(body[at] ^ (With | 1)), .. body[(at + 1)..]],
                1 => [.. body[..at], .. body[(at + 1)..]],
                2 => [.. body[..at], With, .. body[at..]],
                3 => body[..at],
                4 => [.. body, With],
                _ => [.. body[..at], .. body[at..], .. body[at..]],
            };
        }
    }
}
