using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Protocol.Naming;
using Sealane.Sync;

namespace Sealane.Cli.Copying;

/// <summary>A place of many objects, and the name that somebody typed for it.</summary>
/// <param name="Place">The place.</param>
/// <param name="NameOf">The typed name of what has a key below it.</param>
internal sealed record NamedPlace(Place Place, Func<string, string> NameOf)
{
    /// <summary>A folder or a prefix, which counts as if it ended with '/'.</summary>
    /// <exception cref="UsageException">It is standard input or output.</exception>
    public static NamedPlace Folder(S3Client s3, Location location, bool followsLinks) => location switch
    {
        Location.Remote({ } uri) => Below(s3, uri with { Key = AsFolder(uri.Key) }),
        Location.Local(var path) => new(new FolderPlace(path) { FollowsLinks = followsLinks }, key => Path.Join(path, key)),
        _ => throw new UsageException("Standard input and output are one object each: leave out --recursive and lists of names."),
    };

    /// <summary>What fits a pattern: objects whose whole key does, or files.</summary>
    public static NamedPlace Matching(S3Client s3, Location location, bool followsLinks)
    {
        if (location is Location.Remote({ } uri))
        {
            var place = s3.PlaceMatching(uri.Bucket, uri.Key);
            return new(place, place.NameOf);
        }

        var pattern = location.ToString();
        var literal = new Glob(pattern).LiteralStart;
        var below = literal[..(literal.LastIndexOf('/') + 1)];
        return new(
            new FolderPlace(below.Length == 0 ? "." : below) { FollowsLinks = followsLinks, Pattern = new Glob(pattern[below.Length..]) },
            key => below + key);
    }

    /// <summary>A key that ends with '/', or the empty one of the whole bucket.</summary>
    public static string AsFolder(string key) => key.Length == 0 || key.EndsWith('/') ? key : key + "/";

    private static NamedPlace Below(S3Client s3, S3Uri uri)
    {
        var place = s3.Place(uri.Bucket, uri.Key);
        return new(place, place.NameOf);
    }
}
