using System.Globalization;
using System.Text;

namespace Sealane.Server.Null;

/// <summary>An answer on its way; a small one leaves in one piece.</summary>
internal sealed class Output(IWire wire, TimeProvider time)
{
    private readonly TextBuffer _head = new();
    private byte[] _date = [];
    private long _dateSecond;

    /// <summary>The interim answer that a client waits for before it sends a body.</summary>
    public void Continue() => wire.Send("HTTP/1.1 100 Continue\r\n\r\n"u8);

    /// <summary>The status line and what every answer has; fields follow.</summary>
    public void Begin(ReadOnlySpan<byte> status)
    {
        _head.Clear();
        _head.Write("HTTP/1.1 "u8).Write(status).Write("\r\nServer: Sealane\r\nx-amz-request-id: NULL000000000000\r\nx-amz-id-2: bnVsbA==\r\n"u8);
        Field("Date"u8, Date());
    }

    // name ": " value CRLF
    public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _head.Write(name).Write(": "u8).Write(value).Write("\r\n"u8);

    public void Field(ReadOnlySpan<byte> name, long value) => _head.Write(name).Write(": "u8).Write(value).Write("\r\n"u8);

    /// <summary>Ends a head that has said what there was to say, and sends it: for HEAD, 204 and 304.</summary>
    public void End()
    {
        _head.Write("\r\n"u8);
        wire.Send(_head.Written);
    }

    /// <summary>Ends the head, and sends it with the whole body.</summary>
    public void End(ReadOnlySpan<byte> body)
    {
        Field("Content-Length"u8, body.Length);
        _head.Write("\r\n"u8);
        SendWith(body);
    }

    /// <summary>Ends the head, and sends it with the bytes of an invented object.</summary>
    public void EndInvented(long offset, long length)
    {
        Field("Content-Length"u8, length);
        _head.Write("\r\n"u8);
        var piece = InventedBytes.At(offset, length);
        SendWith(piece);

        for (var sent = (long)piece.Length; sent < length; sent += piece.Length)
        {
            piece = InventedBytes.At(offset + sent, length - sent);
            wire.Send(piece);
        }
    }

    private void SendWith(ReadOnlySpan<byte> body)
    {
        if (body.Length <= _head.Free)
        {
            wire.Send(_head.Write(body).Written);
        }
        else
        {
            wire.Send(_head.Written);
            wire.Send(body);
        }
    }

    private byte[] Date()
    {
        var now = time.GetUtcNow();
        var second = now.ToUnixTimeSeconds();

        if (second != _dateSecond)
        {
            (_dateSecond, _date) = (second, Encoding.ASCII.GetBytes(now.ToString("r", CultureInfo.InvariantCulture)));
        }

        return _date;
    }
}
