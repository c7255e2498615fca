using System.Collections.Concurrent;
using System.Globalization;
using Sealane.Edge.Relay;
using Sealane.Lab.Proxy;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Replays;

/// <summary>Where the bytes of a body go.</summary>
internal enum CapturePlace
{
    /// <summary>Into memory.</summary>
    Memory,

    /// <summary>Into a file.</summary>
    Disk,

    /// <summary>They are not kept.</summary>
    Nowhere,
}

/// <summary>Keeps the bodies of requests as they came, within bounds. Thread-safe.</summary>
internal sealed class CaptureLog(CaptureLimits limits) : IDisposable
{
    // By the array that holds the head: the record of the first hop holds the same one.
    private readonly ConcurrentDictionary<byte[], CapturedBody> _bodies = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _lock = new();
    private string? _folder;
    private long _total;
    private int _files;

    /// <summary>The bounds.</summary>
    public CaptureLimits Limits => limits;

    /// <summary>Begins to keep the body that follows a head.</summary>
    public IBodyListener Begin(byte[] head) => _bodies.GetOrAdd(head, _ => new CapturedBody(this));

    /// <summary>The request of a voyage as its client sent it; null when there is no record of that.</summary>
    public CapturedRequest? Find(Voyage voyage)
    {
        if (voyage.Hops.Count == 0)
        {
            return null;
        }

        // What was said to the lab's own proxy is no part of the way: behind it stands the head that an edge sees.
        var first = voyage.Hops[0];
        var head = first.Name == ForwardProxy.Profile.Name && first.After.Length > 0 ? first.After : first.Before;
        return new CapturedRequest(head, _bodies.GetValueOrDefault(first.Before), first.FramingBefore, first.Time, voyage);
    }

    /// <summary>Takes room for bytes of a body that is then so long.</summary>
    public CapturePlace Place(long length, int added)
    {
        lock (_lock)
        {
            if (length > limits.Body || _total + added > limits.Total)
            {
                return CapturePlace.Nowhere;
            }

            _total += added;
            return _total <= limits.Memory ? CapturePlace.Memory : CapturePlace.Disk;
        }
    }

    /// <summary>A new file that goes with this object.</summary>
    public FileStream OpenFile()
    {
        lock (_lock)
        {
            _folder ??= Directory.CreateTempSubdirectory("sealane-capture-").FullName;
            var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"body-{++_files}"));
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
    }

    /// <summary>Lets go of all bodies and removes the files.</summary>
    public void Dispose()
    {
        foreach (var body in _bodies.Values)
        {
            body.Release();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
