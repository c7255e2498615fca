using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Sync;

namespace Sealane.Cli.Copying;

/// <summary>Copies or moves everything in one place to another.</summary>
internal sealed class ManyCopies(Session session, CopyManner manner)
{
    /// <summary>Copies what is in the source, or the names given below it.</summary>
    public async Task RunAsync(NamedPlace source, Location destination, IEnumerable<string>? names, CancellationToken cancellationToken)
    {
        var target = NamedPlace.Folder(session.S3, destination, manner.FollowsLinks);
        using var line = ProgressLine.For(session.Report.Style);
        var options = manner.Options with
        {
            Names = names?.ToAsyncEnumerable(),
            Upload = entry => manner.Upload(entry.Key),
            Progress = line,
        };
        var outcomes = new Outcomes(session.Report, source.NameOf, target.NameOf, manner.Moves);
        var done = await StartAsync(source.Place, target.Place, options, outcomes.Say, cancellationToken).ConfigureAwait(false);
        if (source.Place.Pattern is not null && done is { Copied: 0, Same: 0, Skipped: 0, Failed: 0 })
        {
            throw new FileNotFoundException($"Nothing fits '{source.NameOf(source.Place.Pattern.Pattern)}'. Check the pattern, and quote it so that the shell does not read it.");
        }
    }

    private Task<BulkSummary> StartAsync(Place source, Place target, SyncOptions options, Action<ObjectOutcome> report, CancellationToken cancellationToken) =>
        manner.Condition.Exists
            ? source.SyncToAsync(target, options with { Comparison = ComparisonOf(manner.Condition), RemoveSource = manner.Moves }, report, cancellationToken)
        : manner.Moves ? source.MoveToAsync(target, options, report, cancellationToken)
        : source.CopyToAsync(target, options, report, cancellationToken);

    private static Comparison ComparisonOf(Flags.Condition condition) => condition switch
    {
        { KeepsExisting: true } => Comparison.Missing,
        { IfSizeDiffers: true, IfSourceNewer: true } => Comparison.SizeAndTime,
        { IfSizeDiffers: true } => Comparison.Size,
        _ => Comparison.Time,
    };
}
