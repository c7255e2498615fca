namespace Sealane.Server.Null;

/// <summary>What came on a connection and is not used yet.</summary>
internal sealed class Input(IWire wire)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(64 * 1024);
    private int _start;
    private int _end;

    /// <summary>What is there without another call to the system.</summary>
    public ReadOnlySpan<byte> Waiting => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Takes bytes that are there.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>
    /// A request's head, its last line's CRLF included and the blank line not; empty when the connection ends before one. Valid until the
    /// next call.
    /// </summary>
    /// <exception cref="InvalidDataException">It is longer than the buffer, or ends in the middle.</exception>
    public ReadOnlySpan<byte> ReadHead()
    {
        var searched = 0;

        while (true)
        {
            var end = Waiting[searched..].IndexOf("\r\n\r\n"u8);

            if (end >= 0)
            {
                var head = Waiting[..(searched + end + 2)];
                _start += searched + end + 4;
                return head;
            }

            searched = Math.Max(0, Waiting.Length - 3);

            if (!Fill(_bytes.Length))
            {
                return Waiting.IsEmpty ? default : throw new InvalidDataException("The connection ended within a head.");
            }
        }
    }

    /// <summary>Receives at most this many bytes more; false at the connection's end.</summary>
    /// <exception cref="InvalidDataException">There is no room left.</exception>
    public bool Fill(int most)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _bytes.Length)
        {
            Waiting.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            throw new InvalidDataException("A head or a line is longer than 64 KiB.");
        }

        var received = wire.Receive(_bytes.AsSpan(_end, Math.Min(most, _bytes.Length - _end)));
        _end += received;
        return received > 0;
    }

    /// <summary>Receives and forgets at most this many bytes, none of which is here yet.</summary>
    public int Drop(long most) => wire.Drop(most);
}
