using Sealane.Protocol.Naming;
using Sealane.Server.Storage;

namespace Sealane.Lab.Seeds;

/// <summary>A folder with a folder for each bucket, whose files are objects.</summary>
internal static class SeedFolder
{
    // What keeps an empty folder, here an empty bucket, in a repository.
    private const string Placeholder = ".gitkeep";

    /// <summary>Puts everything in the folder into a store.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="store">The store.</param>
    /// <param name="bucketOf">A bucket of a name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">A folder's name is no bucket's, or a file lies in none.</exception>
    public static async Task PutAsync(
        string folder, IObjectStore store, Func<string, BucketEntry> bucketOf, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"There is no folder {Path.GetFullPath(folder)} to fill the lab from. Tests run in the folder of their program: copy it there "
                + "(CopyToOutputDirectory), or give its whole path.");
        }

        if (Directory.EnumerateFiles(folder).FirstOrDefault(file => Path.GetFileName(file) != Placeholder) is { } stray)
        {
            throw new ArgumentException($"{stray} lies in no bucket. Put it into a folder with a bucket's name.", nameof(folder));
        }

        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(path);
            if (BucketName.WhyInvalid(name) is { } fault)
            {
                throw new ArgumentException($"{path}: {fault}", nameof(folder));
            }

            var bucket = bucketOf(name);
            await store.AddBucketAsync(bucket, cancellationToken).ConfigureAwait(false);
            await PutFilesAsync(path, bucket, store, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task PutFilesAsync(string folder, BucketEntry bucket, IObjectStore store, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) != Placeholder)
            {
                var key = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
                var content = File.OpenRead(file);
                await using (content.ConfigureAwait(false))
                {
                    await StoredObject.PutAsync(store, bucket.Name, key, content, bucket.Created, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
