using Sealane.Edge.Relay;

namespace Sealane.Lab.Replays;

/// <summary>The body of one request as it came off the wire, framing included; in memory, or in a file of the log's.</summary>
internal sealed class CapturedBody(CaptureLog log) : IBodyListener
{
    private Stream? _kept;
    private bool _isOnDisk;

    /// <summary>Bytes of it so far, kept or not.</summary>
    public long Length { get; private set; }

    /// <summary>Whether it came to its end.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Why it is not kept, in a clause; null when it is.</summary>
    public string? Omission { get; private set; }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (Omission is not null)
        {
            return;
        }

        switch (log.Place(Length, bytes.Length))
        {
            case CapturePlace.Memory when !_isOnDisk:
                _kept ??= new MemoryStream();
                break;

            case CapturePlace.Nowhere:
                Omit(Length > log.Limits.Body ? $"its body is larger than {log.Limits.Body} bytes" : $"the bodies before it fill the {log.Limits.Total} bytes that are kept");
                return;

            default:
                MoveToDisk();
                break;
        }

        _kept!.Write(bytes);
    }

    /// <inheritdoc/>
    public void End() => IsWhole = true;

    /// <summary>Writes it to a connection; not by two at once.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (_kept is MemoryStream memory)
        {
            await target.WriteAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), cancellationToken).ConfigureAwait(false);
        }
        else if (_kept is FileStream file)
        {
            var reader = new FileStream(file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using (reader.ConfigureAwait(false))
            {
                await reader.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets go of what was kept.</summary>
    public void Release()
    {
        _kept?.Dispose();
        _kept = null;
    }

    private void Omit(string why)
    {
        Omission = why;
        Release();
    }

    private void MoveToDisk()
    {
        if (_isOnDisk)
        {
            return;
        }

        var file = log.OpenFile();
        if (_kept is MemoryStream memory)
        {
            memory.WriteTo(file);
        }

        (_kept, _isOnDisk) = (file, true);
    }
}
