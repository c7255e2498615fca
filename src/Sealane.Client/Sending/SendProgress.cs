namespace Sealane.Sending;

/// <summary>Counts the bytes of one body as they leave; an attempt that starts over takes its bytes back.</summary>
internal sealed class SendProgress(Action<long> changed)
{
    private long _sent;

    public void Advance(long bytes)
    {
        _sent += bytes;
        changed(bytes);
    }

    public void Restart()
    {
        if (_sent != 0)
        {
            changed(-_sent);
            _sent = 0;
        }
    }
}
