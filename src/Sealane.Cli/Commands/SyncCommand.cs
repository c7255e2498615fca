using System.CommandLine;
using Sealane.Cli.Copying;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Sync;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane sync</c>: makes one place like another.</summary>
internal static class SyncCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A folder or s3://bucket/prefix." };
        var destination = new Argument<string>("destination") { Description = "A folder or s3://bucket/prefix; at least one of the two is a bucket." };
        var compare = Values.Choice("--compare", ["time", "size", "checksum", "missing"]);
        compare.Description = "What makes two things different: length or a newer source (time, the default), length (size), length or content (checksum), nothing (missing).";
        var sizeOnly = new Option<bool>("--size-only") { Description = "The same as --compare size." };
        var exact = new Option<bool>("--exact-timestamps") { Description = "With --compare time: a target that is newer differs as well." };
        var delete = new Option<bool>("--delete") { Description = "Delete at the destination what the source has not; never what is excluded, and nothing when anything could not be listed." };
        var maxDelete = Values.Number("--max-delete", 0);
        maxDelete.Description = "Delete nothing if it were more than so many.";
        var dryRun = DryRun.Option();
        var (selection, objects, copies) = (new SelectionFlags(), new ObjectFlags(), new CopyFlags());
        return new S3Command("sync", "Copy what differs from one place to another, and delete there what is gone here if you say so.", async (session, parsed, cancellationToken) =>
        {
            using var sourceClient = copies.SourceClient(session.Options, parsed);
            var options = new SyncOptions
            {
                DryRun = parsed.GetValue(dryRun),
                Comparison = ComparisonOf(parsed.GetValue(sizeOnly) ? "size" : parsed.GetValue(compare)),
                ExactTimestamps = parsed.GetValue(exact),
                Delete = parsed.GetValue(delete),
                MaxDelete = parsed.GetValue(maxDelete),
            };
            var upload = objects.ByName(parsed);
            return await SyncAsync(
                session,
                NamedPlace.Folder(sourceClient ?? session.S3, Required(parsed.GetValue(source)!), selection.FollowsLinks(parsed)),
                NamedPlace.Folder(session.S3, Location.Parse(parsed.GetValue(destination)!), selection.FollowsLinks(parsed)),
                copies.Apply(selection.Apply(options, parsed), objects, parsed) with { Upload = entry => upload(entry.Key) },
                cancellationToken).ConfigureAwait(false);
        })
        {
            Examples =
            [
                new("sealane sync photos s3://bucket/photos", "up, what is new or changed"),
                new("sealane sync s3://bucket/photos photos --delete --max-delete 100", "down, and away with what is gone there"),
                new("sealane sync site s3://bucket --compare checksum --exclude '.git/*'", "after a build that gave every file a new date"),
                new("sealane sync s3://bucket s3://backup --shard 0/4", "a quarter of the work; 1/4 to 3/4 elsewhere"),
            ],
            IsTransfer = true,
            Arguments = { source, destination },
            Options = { compare, sizeOnly, exact, delete, maxDelete, dryRun },
            FlagGroups = [selection, objects, copies],
        };
    }

    private static async Task<int> SyncAsync(Session session, NamedPlace source, NamedPlace target, SyncOptions options, CancellationToken cancellationToken)
    {
        var report = session.Report;
        using var line = ProgressLine.For(report.Style);
        try
        {
            var outcomes = new Outcomes(report, source.NameOf, target.NameOf, moves: false);
            var summary = await source.Place.SyncToAsync(target.Place, options with { Progress = line }, outcomes.Say, cancellationToken).ConfigureAwait(false);
            if (summary.DeletesStopped is { } stopped)
            {
                Complaints.Say(stopped);
            }

            return summary.Succeeded ? report.ExitCode : ExitCode.Failed;
        }
        finally
        {
            report.Flush();
        }
    }

    private static Location Required(string source) => Location.Parse(source) is Location.Local(var path) && !Directory.Exists(path)
        ? throw new UsageException($"There is no folder '{path}'. Name one that exists; a bucket's name begins with s3://.")
        : Location.Parse(source);

    private static Comparison ComparisonOf(string? word) => word switch
    {
        "size" => Comparison.Size,
        "checksum" => Comparison.Checksum,
        "missing" => Comparison.Missing,
        _ => Comparison.SizeAndTime,
    };
}
