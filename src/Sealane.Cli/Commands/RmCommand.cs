using System.CommandLine;
using Sealane.Cli.Copying;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Objects;
using Sealane.Sync;

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
        var (selection, names) = (new SelectionFlags(), new NameListFlags());
        return new S3Command("rm", "Delete objects.", async (session, parsed, cancellationToken) =>
        {
            var deletion = new Deletion(session, selection.Apply(new BulkOptions { DryRun = parsed.GetValue(dryRun) }, parsed), parsed.GetValue(raw), parsed.GetValue(version));
            await deletion.RunAsync(parsed.GetValue(target), parsed.GetValue(recursive), names.Read(parsed), cancellationToken).ConfigureAwait(false);
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
            FlagGroups = [selection, names],
        };
    }

    private sealed class Deletion(Session session, BulkOptions options, bool raw, string? version)
    {
        public Task RunAsync(string? target, bool recursive, IEnumerable<string>? names, CancellationToken cancellationToken)
        {
            if (names is not null)
            {
                return ListedAsync(target is null ? null : Location.ParseS3(target), names, cancellationToken);
            }

            var uri = Location.ParseS3(target ?? throw new UsageException("Name what to delete, s3://bucket/key, or a list of names: --files-from FILE."));
            return !raw && ObjectSelection.HasWildcards(uri.Key) ? ManyAsync(session.S3.PlaceMatching(uri.Bucket, uri.Key), options, cancellationToken)
                : recursive ? ManyAsync(session.S3.Place(uri.Bucket, NamedPlace.AsFolder(uri.Key)), options, cancellationToken)
                : uri.Key.Length > 0 ? OneAsync(uri, cancellationToken)
                : throw new UsageException($"'{target}' names a bucket and no key. To delete everything in it, add --recursive.");
        }

        private async Task OneAsync(S3Uri uri, CancellationToken cancellationToken)
        {
            if (options.DryRun)
            {
                session.Report.Planned(Verb.Delete, uri.ToString());
                return;
            }

            await session.S3.DeleteObjectAsync(new DeleteObjectRequest { Bucket = uri.Bucket, Key = uri.Key, VersionId = version }, cancellationToken).ConfigureAwait(false);
            session.Report.Done(Verb.Delete, uri.ToString());
        }

        private async Task ManyAsync(BucketPlace place, BulkOptions which, CancellationToken cancellationToken)
        {
            var outcomes = new Outcomes(session.Report, place.NameOf, place.NameOf, moves: false);
            await place.DeleteAsync(which, outcomes.Say, cancellationToken).ConfigureAwait(false);
        }

        // A name is an address, or a key below the target.
        private async Task ListedAsync(S3Uri? below, IEnumerable<string> names, CancellationToken cancellationToken)
        {
            if (below is not null)
            {
                await ManyAsync(session.S3.Place(below.Bucket, below.Key), options with { Names = names.ToAsyncEnumerable() }, cancellationToken).ConfigureAwait(false);
                return;
            }

            var addresses = names.Select(name => S3Uri.IsS3(name)
                ? Location.ParseObject(name)
                : throw new UsageException($"'{name}' in the list is no S3 address. Write s3://BUCKET/KEY, or name the bucket as the command's target."));
            foreach (var bucket in addresses.GroupBy(uri => uri.Bucket, uri => uri.Key))
            {
                await ManyAsync(session.S3.Place(bucket.Key), options with { Names = bucket.ToAsyncEnumerable() }, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
