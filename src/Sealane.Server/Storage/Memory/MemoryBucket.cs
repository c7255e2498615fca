using System.Text;

namespace Sealane.Server.Storage.Memory;

/// <summary>One bucket's contents; guarded by the store's lock.</summary>
internal sealed class MemoryBucket(BucketEntry entry)
{
    private static readonly MemoryObject End = new([0xFF], null!, null!);

    private readonly SortedSet<MemoryObject> _objects = new(MemoryObject.ByPlace);

    public BucketEntry Entry { get; set; } = entry;

    public Dictionary<string, MemoryUpload> Uploads { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => _objects.Count == 0;

    public long Length => _objects.Sum(item => item.Bytes.Length);

    public MemoryObject? Find(string key) =>
        _objects.TryGetValue(new(Encoding.UTF8.GetBytes(key), null!, null!), out MemoryObject? found) ? found : null;

    public void Put(ObjectEntry entry, MemoryBytes bytes)
    {
        var item = new MemoryObject(Encoding.UTF8.GetBytes(entry.Key), entry, bytes);
        _objects.Remove(item);
        _objects.Add(item);
    }

    public void Remove(MemoryObject item) => _objects.Remove(item);

    public IEnumerable<ObjectEntry> AtOrAfter(byte[] place) =>
        _objects.GetViewBetween(new(place, null!, null!), End).Select(item => item.Entry);
}

/// <summary>An object, sorted by the bytes of its key.</summary>
internal sealed record MemoryObject(byte[] Place, ObjectEntry Entry, MemoryBytes Bytes)
{
    public static IComparer<MemoryObject> ByPlace { get; } =
        Comparer<MemoryObject>.Create((left, right) => left.Place.AsSpan().SequenceCompareTo(right.Place));
}

/// <summary>An unfinished upload and its parts.</summary>
internal sealed record MemoryUpload(UploadEntry Entry)
{
    public SortedDictionary<int, (PartEntry Entry, MemoryBytes Bytes)> Parts { get; } = [];
}
