using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Objects;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane rm</c>: deletes objects, a thousand a request.</summary>
internal static class RmCommand
{
    public static Command Create()
    {
        var target = new Argument<string?>("target") { Description = "s3://bucket/key, with wildcards if you like; with --recursive a prefix.", Arity = ArgumentArity.ZeroOrOne };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Everything below the folder." };
        var version = new Option<string?>("--version-id") { HelpName = "id", Description = "This version of the one object, for good." };
        var raw = new Option<bool>("--raw") { Description = "Take * and ? in the key as they are." };
        var dryRun = DryRun.Option();
        var names = new NameListFlags();
        return new S3Command("rm", "Delete objects.", async (session, parsed, cancellationToken) =>
        {
            await DeleteAsync(
                session,
                parsed.GetValue(target),
                new Manner(parsed.GetValue(recursive), parsed.GetValue(raw), parsed.GetValue(dryRun), parsed.GetValue(version)),
                names.Read(parsed),
                cancellationToken).ConfigureAwait(false);
            session.Report.Flush();
            return session.Report.ExitCode;
        })
        {
            Notes = "A folder's name counts as if it ended with '/': 'rm --recursive s3://bucket/log' spares s3://bucket/logbook.",
            Examples =
            [
                new("sealane rm s3://bucket/key", "one object"),
                new("sealane rm 's3://bucket/logs/2025-*.gz' --dryrun", "see which would go"),
                new("sealane rm --recursive s3://bucket/logs/", "a folder"),
                new("sealane ls -r s3://bucket/tmp/ --show-fullpath --print0 | sealane rm --files0-from -", "a list of any names"),
            ],
            Arguments = { target },
            Options = { recursive, version, raw, dryRun },
            FlagGroups = [names],
        };
    }

    private static Task DeleteAsync(Session session, string? target, Manner manner, IEnumerable<string>? names, CancellationToken cancellationToken)
    {
        if (names is not null)
        {
            return ListedAsync(session, target is null ? null : Location.ParseS3(target), manner, names, cancellationToken);
        }

        if (target is null)
        {
            throw new UsageException("Name what to delete, s3://bucket/key, or a list of names: --files-from FILE.");
        }

        var uri = Location.ParseS3(target);
        if (manner.Recursive)
        {
            return SelectedAsync(session, uri.Key.Length == 0 || uri.Key.EndsWith('/') || (!manner.Raw && Wildcard.IsIn(uri.Key)) ? uri : uri with { Key = uri.Key + "/" }, manner, cancellationToken);
        }

        return uri.Key.Length == 0 ? throw new UsageException($"'{target}' names a bucket and no key. To delete everything in it, add --recursive.")
            : !manner.Raw && Wildcard.IsIn(uri.Key) ? SelectedAsync(session, uri, manner, cancellationToken)
            : OneAsync(session, uri, manner, cancellationToken);
    }

    private static async Task OneAsync(Session session, S3Uri uri, Manner manner, CancellationToken cancellationToken)
    {
        if (manner.DryRun)
        {
            session.Report.Planned(Verb.Delete, uri.ToString());
            return;
        }

        await session.S3.DeleteObjectAsync(new DeleteObjectRequest { Bucket = uri.Bucket, Key = uri.Key, VersionId = manner.Version }, cancellationToken).ConfigureAwait(false);
        session.Report.Done(Verb.Delete, uri.ToString());
    }

    private static async Task SelectedAsync(Session session, S3Uri uri, Manner manner, CancellationToken cancellationToken)
    {
        var deletion = new Deletion(session.S3, uri.Bucket, session.Report, manner.DryRun);
        await foreach (var page in new ObjectSelection(session.S3, uri, manner.Raw).PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in page)
            {
                await deletion.AddAsync(one.Key ?? "", cancellationToken).ConfigureAwait(false);
            }
        }

        await deletion.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // A name is an address, or a key below the target.
    private static async Task ListedAsync(Session session, S3Uri? below, Manner manner, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var deletions = new Dictionary<string, Deletion>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var uri = S3Uri.IsS3(name) ? Location.ParseObject(name)
                : below is not null ? below with { Key = below.Key + name }
                : throw new UsageException($"'{name}' in the list is no S3 address. Write s3://BUCKET/KEY, or name the bucket as the command's target.");
            if (!deletions.TryGetValue(uri.Bucket, out var deletion))
            {
                deletions[uri.Bucket] = deletion = new Deletion(session.S3, uri.Bucket, session.Report, manner.DryRun);
            }

            await deletion.AddAsync(uri.Key, cancellationToken).ConfigureAwait(false);
        }

        foreach (var deletion in deletions.Values)
        {
            await deletion.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record Manner(bool Recursive, bool Raw, bool DryRun, string? Version);
}
