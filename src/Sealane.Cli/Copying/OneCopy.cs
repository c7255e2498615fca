using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Diagnostics;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Objects;

namespace Sealane.Cli.Copying;

/// <summary>Copies or moves one object: up, down, from bucket to bucket, and from and to pipes.</summary>
internal sealed class OneCopy(Session session, CopyManner manner)
{
    private readonly Report _report = session.Report;

    /// <summary>Copies what the source names to what the destination names; a destination that is a folder takes the source's name.</summary>
    /// <exception cref="UsageException">The two do not go together.</exception>
    public Task RunAsync(Location source, Location destination, CancellationToken cancellationToken) => (source, destination) switch
    {
        (Location.Local(var file), Location.Remote({ } to)) => UploadAsync(RequireFile(file), Named(to, Path.GetFileName(file)), cancellationToken),
        (Location.Standard, Location.Remote({ } to)) => PipeInAsync(Location.ParseObject(to.ToString()), cancellationToken),
        (Location.Remote({ } from), Location.Local(var path)) => DownloadAsync(RequireKey(from), Named(path, NameOf(from.Key)), cancellationToken),
        (Location.Remote({ } from), Location.Standard) => new PipeOut(Source).WriteAsync(RequireKey(from), manner.Options.Download, cancellationToken),
        (Location.Remote({ } from), Location.Remote({ } to)) => CopyAsync(RequireKey(from), Named(to, NameOf(from.Key)), cancellationToken),
        _ => throw new UsageException($"One of '{source}' and '{destination}' must be s3://bucket/key. Files are copied to files by the system's own programs."),
    };

    private async Task UploadAsync(string file, S3Uri to, CancellationToken cancellationToken)
    {
        var before = new FileInfo(file);
        var (length, modified) = (before.Length, before.LastWriteTimeUtc);
        if (await KeepsAsync(Verb.Upload, to, file, length, modified, cancellationToken).ConfigureAwait(false) || IsPlanned(Verb.Upload, file, to.ToString(), length))
        {
            return;
        }

        using var line = ProgressLine.For(_report.Style);
        var options = manner.Upload(file) with { IfNoneMatch = manner.Condition.KeepsExisting ? "*" : null };
        try
        {
            var sent = await session.S3.UploadFileAsync(to.Bucket, to.Key, file, options, line, cancellationToken).ConfigureAwait(false);
            DeleteFile(file, length, modified);
            _report.Done(manner.Moves ? Verb.Move : Verb.Upload, file, to.ToString(), sent.Length);
        }
        catch (S3Exception refusal) when (manner.Condition.KeepsExisting && refusal.Code == "PreconditionFailed")
        {
            _report.Skipped(Verb.Upload, file, $"{to} is there already.");
        }
    }

    private async Task PipeInAsync(S3Uri to, CancellationToken cancellationToken)
    {
        if (manner.Moves)
        {
            throw new UsageException("Standard input cannot be moved. Copy it: sealane cp - s3://bucket/key.");
        }

        if (IsPlanned(Verb.Upload, "-", to.ToString(), null))
        {
            return;
        }

        using var line = ProgressLine.For(_report.Style);
        var input = Console.OpenStandardInput();
        await using (input.ConfigureAwait(false))
        {
            var options = manner.Upload(to.Key) with { IfNoneMatch = manner.Condition.KeepsExisting ? "*" : null };
            var stored = await session.S3.UploadStreamAsync(to.Bucket, to.Key, input, options, line, cancellationToken).ConfigureAwait(false);
            _report.Done(Verb.Upload, "-", to.ToString(), stored.Length);
        }
    }

    private async Task DownloadAsync(S3Uri from, string path, CancellationToken cancellationToken)
    {
        var existing = new FileInfo(path);
        if (manner.Condition.Exists && existing.Exists && await IsKeptAsync(from, existing, cancellationToken).ConfigureAwait(false))
        {
            _report.Skipped(Verb.Download, from.ToString(), $"{path} is kept.");
            return;
        }

        if (IsPlanned(Verb.Download, from.ToString(), path, null))
        {
            return;
        }

        using var line = ProgressLine.For(_report.Style);
        var got = await Source.DownloadFileAsync(from.Bucket, from.Key, path, manner.Options.Download, line, cancellationToken).ConfigureAwait(false);
        await DeleteObjectAsync(from, cancellationToken).ConfigureAwait(false);
        _report.Done(manner.Moves ? Verb.Move : Verb.Download, from.ToString(), path, got.Length);
    }

    private async Task CopyAsync(S3Uri from, S3Uri to, CancellationToken cancellationToken)
    {
        if (manner.Moves && from == to)
        {
            throw new UsageException($"'{from}' would be moved onto itself, and then deleted. Name another key.");
        }

        if (manner.Condition.Exists)
        {
            var source = await Source.HeadObjectAsync(from.Bucket, from.Key, cancellationToken).ConfigureAwait(false);
            if (await KeepsAsync(Verb.Copy, to, from.ToString(), source.ContentLength ?? 0, source.LastModified ?? default, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        if (IsPlanned(Verb.Copy, from.ToString(), to.ToString(), null))
        {
            return;
        }

        var copied = await session.S3.CopyFromAsync(Source, from.Bucket, from.Key, to.Bucket, to.Key, manner.Options.Copy, cancellationToken).ConfigureAwait(false);
        await DeleteObjectAsync(from, cancellationToken).ConfigureAwait(false);
        _report.Done(manner.Moves ? Verb.Move : Verb.Copy, from.ToString(), to.ToString(), copied.Length);
    }

    private S3Client Source => manner.SourceClient ?? session.S3;

    private bool IsPlanned(Verb verb, string source, string target, long? length)
    {
        if (manner.Options.DryRun)
        {
            _report.Planned(manner.Moves ? Verb.Move : verb, source, target, length);
        }

        return manner.Options.DryRun;
    }

    // Whether there is an object at the target that is to be kept.
    private async Task<bool> KeepsAsync(Verb verb, S3Uri to, string source, long length, DateTimeOffset modified, CancellationToken cancellationToken)
    {
        if (!manner.Condition.Exists)
        {
            return false;
        }

        try
        {
            var there = await session.S3.HeadObjectAsync(to.Bucket, to.Key, cancellationToken).ConfigureAwait(false);
            if (manner.Condition.Replaces(length, modified, there.ContentLength ?? 0, there.LastModified ?? default))
            {
                return false;
            }

            _report.Skipped(verb, source, $"{to} is kept.");
            return true;
        }
        catch (S3Exception missing) when (missing.Status == 404)
        {
            return false;
        }
    }

    private async Task<bool> IsKeptAsync(S3Uri from, FileInfo existing, CancellationToken cancellationToken)
    {
        if (manner.Condition.KeepsExisting)
        {
            return true;
        }

        var source = await Source.HeadObjectAsync(from.Bucket, from.Key, cancellationToken).ConfigureAwait(false);
        return !manner.Condition.Replaces(source.ContentLength ?? 0, source.LastModified ?? default, existing.Length, existing.LastWriteTimeUtc);
    }

    // The object has the bytes that were read; should the file have others by now, it is kept.
    private void DeleteFile(string file, long length, DateTime modified)
    {
        if (!manner.Moves)
        {
            return;
        }

        var now = new FileInfo(file);
        if (now.Length != length || now.LastWriteTimeUtc != modified)
        {
            throw new IOException($"'{file}' changed while it was copied, so it was kept. Move it again.");
        }

        now.Delete();
    }

    private Task DeleteObjectAsync(S3Uri from, CancellationToken cancellationToken) =>
        manner.Moves ? Source.DeleteObjectAsync(from.Bucket, from.Key, cancellationToken) : Task.CompletedTask;

    private static string RequireFile(string path) =>
        Directory.Exists(path) ? throw new UsageException($"'{path}' is a folder. Add --recursive to copy all that is in it.")
        : File.Exists(path) ? path
        : throw new FileNotFoundException($"There is no file '{path}'. Name one that exists; an object's name begins with s3://.");

    private static S3Uri RequireKey(S3Uri from) =>
        from.Key.Length == 0 ? throw new UsageException($"'{from}' names a bucket and no key. Name one object, s3://{from.Bucket}/key, or add --recursive.")
        : from.Key.EndsWith('/') ? throw new UsageException($"'{from}' names a folder. Add --recursive to copy all that is in it.")
        : from;

    private static string NameOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    private static S3Uri Named(S3Uri to, string name) => to.Key.Length == 0 || to.Key.EndsWith('/') ? to with { Key = to.Key + name } : to;

    private static string Named(string path, string name) => Directory.Exists(path) || Path.EndsInDirectorySeparator(path) ? Path.Combine(path, name) : path;
}
