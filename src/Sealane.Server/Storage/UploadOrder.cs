using System.Text;

namespace Sealane.Server.Storage;

/// <summary>Sorts a bucket's unfinished uploads: by key, then by id (which is the order of creation).</summary>
internal static class UploadOrder
{
    public static ListPage<UploadEntry> Page(ListQuery query, IEnumerable<UploadEntry> uploads)
    {
        (byte[] Place, UploadEntry Upload)[] sorted = [.. uploads.Select(upload => (Place(upload), upload))];
        Array.Sort(sorted, (left, right) => left.Place.AsSpan().SequenceCompareTo(right.Place));

        return ListWalk.Page(
            query,
            place => sorted.SkipWhile(item => item.Place.AsSpan().SequenceCompareTo(place) < 0).Select(item => item.Upload),
            upload => upload.Key);
    }

    // NUL is in no key that HTTP can carry, so "key NUL id" sorts by key first.
    private static byte[] Place(UploadEntry upload) => Encoding.UTF8.GetBytes(upload.Key + "\0" + upload.Id);
}
