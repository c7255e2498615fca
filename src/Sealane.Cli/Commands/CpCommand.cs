using System.CommandLine;
using Sealane.Cli.Copying;
using Sealane.Cli.Flags;
using Sealane.Cli.Sessions;
using Sealane.Sync;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane cp</c> and <c>sealane mv</c>: one object or many; up, down, from bucket to bucket, from and to pipes.</summary>
internal static class CpCommand
{
    public static Command Create() => Create("cp", "Copy files and objects: up, down, from bucket to bucket, from and to pipes.", moves: false);

    /// <summary>The same, and what was copied and verified is deleted at its source.</summary>
    public static Command CreateMove() => Create("mv", "Move files and objects: each source is deleted once its copy is verified.", moves: true);

    private static S3Command Create(string name, string description, bool moves)
    {
        var paths = new Argument<string[]>("source>... <destination")
        {
            Description = "Files, folders, s3://bucket/key, - for a pipe; the last is where they go. A destination that ends with '/' takes the source's name.",
            Arity = new ArgumentArity(2, 100_000),
        };
        var recursive = new Option<bool>("--recursive", "-r", "-R") { Description = "Folders with all that is below them." };
        var raw = new Option<bool>("--raw") { Description = "Take * and ? in names as they are." };
        var dryRun = DryRun.Option();
        var (selection, names, conditions, objects, copies) = (new SelectionFlags(), new NameListFlags(), new ConditionFlags(), new ObjectFlags(), new CopyFlags());
        return new S3Command(name, description, async (session, parsed, cancellationToken) =>
        {
            var sourceClient = copies.SourceClient(session.Options, parsed);
            var manner = new CopyManner
            {
                Moves = moves,
                Recursive = parsed.GetValue(recursive),
                Raw = parsed.GetValue(raw),
                FollowsLinks = selection.FollowsLinks(parsed),
                Condition = conditions.Read(parsed),
                Names = names.Read(parsed),
                Upload = objects.ByName(parsed),
                Options = copies.Apply(selection.Apply(new SyncOptions { DryRun = parsed.GetValue(dryRun) }, parsed), objects, parsed),
                SourceClient = sourceClient,
            };
            var given = parsed.GetValue(paths)!;
            try
            {
                await new CopyRun(session, manner).RunAsync(given[..^1], given[^1], cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                sourceClient?.Dispose();
                session.Report.Flush();
            }

            return session.Report.ExitCode;
        })
        {
            Notes = "What is below a folder goes below the destination, as with aws s3: 'NAME --recursive dir s3://bucket/x' makes s3://bucket/x/file of dir/file.".Replace("NAME", name, StringComparison.Ordinal),
            Examples = moves
                ?
                [
                    new("sealane mv report.pdf s3://bucket/2026/", "up, and away here"),
                    new("sealane mv --recursive s3://bucket/inbox s3://archive/inbox", "from bucket to bucket"),
                    new("sealane mv 's3://bucket/logs/2025-*' old/ --dryrun", "see what would go"),
                ]
                :
                [
                    new("sealane cp big.iso s3://bucket/", "up"),
                    new("sealane cp s3://bucket/big.iso .", "down"),
                    new("sealane cp --recursive photos s3://bucket/photos --exclude '*' --include '*.jpg'", "some files of a folder"),
                    new("sealane cp 's3://bucket/logs/2026-11-*.gz' logs/", "all that fit"),
                    new("find . -newer stamp -type f -print0 | sealane cp --files0-from - . s3://bucket/new/", "a list of any names"),
                    new("tar c . | sealane cp - s3://bucket/all.tar", "a pipe of any length"),
                ],
            IsTransfer = true,
            Arguments = { paths },
            Options = { recursive, raw, dryRun },
            FlagGroups = [selection, names, conditions, objects, copies],
        };
    }
}
