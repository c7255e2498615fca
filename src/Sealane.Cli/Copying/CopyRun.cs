using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;

namespace Sealane.Cli.Copying;

/// <summary>What <c>cp</c> and <c>mv</c> do with what was typed: one object, a folder, a pattern, a list, or several of them.</summary>
internal sealed class CopyRun(Session session, CopyManner manner)
{
    /// <summary>Copies each source; several go into the destination as a folder.</summary>
    public async Task RunAsync(IReadOnlyList<string> sources, string destination, CancellationToken cancellationToken)
    {
        var target = Location.Parse(destination);
        if (sources.Count == 1)
        {
            await OneAsync(Location.Parse(sources[0]), target, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (manner.Names is not null)
        {
            throw new UsageException("A list of names lies below one source. Name one.");
        }

        await SeveralAsync(sources.Select(Location.Parse), target, cancellationToken).ConfigureAwait(false);
    }

    private Task OneAsync(Location source, Location target, CancellationToken cancellationToken) =>
        manner.Names is not null || (manner.Recursive && !IsPattern(source)) ? FolderAsync(source, target, NamesBelow(source), cancellationToken)
        : IsPattern(source) ? Many.RunAsync(NamedPlace.Matching(Source, source, manner.FollowsLinks), target, null, cancellationToken)
        : new OneCopy(session, manner).RunAsync(source, target, cancellationToken);

    // What find prints of '.' begins with "./", which means nothing to a file, and would be kept in a key.
    private IEnumerable<string>? NamesBelow(Location source) => source is Location.Local
        ? manner.Names?.Select(name => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name)
        : manner.Names;

    // As cp of the system has it: files under their own names, folders with theirs. Files of one folder go together, so that many of them
    // are copied at a time.
    private async Task SeveralAsync(IEnumerable<Location> sources, Location target, CancellationToken cancellationToken)
    {
        if (target is Location.Local(var path) && !Directory.Exists(path) && !Path.EndsInDirectorySeparator(path))
        {
            throw new UsageException($"Several sources need a folder to go to, and '{path}' is none. Write it with a '/' at its end to make it.");
        }

        var files = new List<(string Folder, string Name)>();
        foreach (var source in sources)
        {
            if (IsPattern(source))
            {
                await OneAsync(source, target, cancellationToken).ConfigureAwait(false);
            }
            else if (manner.Recursive && IsFolder(source))
            {
                await FolderAsync(source, Below(target, source.ToString().TrimEnd('/')), null, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                files.Add(Split(Required(source)));
            }
        }

        foreach (var folder in files.GroupBy(file => file.Folder, file => file.Name))
        {
            await FolderAsync(Location.Parse(folder.Key), target, folder, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task FolderAsync(Location source, Location target, IEnumerable<string>? names, CancellationToken cancellationToken)
    {
        if (source is Location.Local(var path) && !Directory.Exists(path))
        {
            throw new UsageException(File.Exists(path)
                ? $"'{path}' is a file. Leave out --recursive, or name its folder."
                : $"There is no folder '{path}'. Name one that exists; an object's name begins with s3://.");
        }

        return Many.RunAsync(NamedPlace.Folder(Source, source, manner.FollowsLinks), target, names, cancellationToken);
    }

    private ManyCopies Many => new(session, manner);

    private S3Client Source => manner.SourceClient ?? session.S3;

    // A file that has the name is meant, whatever characters are in it; a '?' alone is more often a URL's than a pattern's.
    private bool IsPattern(Location location) => !manner.Raw && location switch
    {
        Location.Remote({ } uri) => ObjectSelection.HasWildcards(uri.Key),
        Location.Local(var path) => path.Contains('*', StringComparison.Ordinal) && !Path.Exists(path),
        _ => false,
    };

    private static bool IsFolder(Location location) => location switch
    {
        Location.Remote({ } uri) => uri.Key.Length == 0 || uri.Key.EndsWith('/'),
        Location.Local(var path) => Directory.Exists(path),
        _ => false,
    };

    private static Location Required(Location location) => location switch
    {
        Location.Standard => throw new UsageException("Standard input is one object: copy it by itself."),
        _ when IsFolder(location) => throw new UsageException($"'{location}' is a folder. Add --recursive to copy all that is in it."),
        Location.Local(var path) when !File.Exists(path) => throw new FileNotFoundException($"There is no file '{path}'. Name one that exists; an object's name begins with s3://."),
        _ => location,
    };

    private static (string Folder, string Name) Split(Location location)
    {
        var text = location.ToString();
        var slash = text.LastIndexOf('/');
        return slash < 0 ? (".", text) : (text[..(slash + 1)], text[(slash + 1)..]);
    }

    private static Location Below(Location folder, string source)
    {
        var name = source[(source.LastIndexOf('/') + 1)..];
        return folder switch
        {
            Location.Remote({ } uri) => new Location.Remote(uri with { Key = NamedPlace.AsFolder(uri.Key) + name + "/" }),
            _ => new Location.Local(Path.Combine(folder.ToString(), name)),
        };
    }
}
