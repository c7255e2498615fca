using Sealane.Cli.Output;
using Sealane.Sync;

namespace Sealane.Cli.Copying;

/// <summary>Says of each of many objects what came of it, under the names that were typed.</summary>
/// <param name="report">Where it is said.</param>
/// <param name="source">The source's typed name of what has a key below it.</param>
/// <param name="target">The target's.</param>
/// <param name="moves">Whether sources are deleted: then copying and deleting are one act.</param>
internal sealed class Outcomes(Report report, Func<string, string> source, Func<string, string> target, bool moves)
{
    public void Say(ObjectOutcome outcome)
    {
        var key = outcome.Entry.Key;
        var isDelete = outcome.Action == ObjectAction.Delete;
        var (from, to) = isDelete ? (moves ? source(key) : target(key), null) : (source(key), target(key));
        switch (outcome.Status)
        {
            case OutcomeStatus.Done when !(isDelete && moves):
                report.Done(VerbOf(outcome.Action), from, to, isDelete ? null : Math.Max(0, outcome.Entry.Length));
                break;
            case OutcomeStatus.Planned when !(isDelete && moves):
                report.Planned(VerbOf(outcome.Action), from, to, isDelete || outcome.Entry.Length < 0 ? null : outcome.Entry.Length);
                break;
            case OutcomeStatus.Failed when outcome.Action == ObjectAction.List:
                report.Failed(Verb.List, key.Length > 0 ? source(key) : source(""), null, outcome.Fault ?? new IOException(outcome.Problem));
                break;
            case OutcomeStatus.Failed:
                report.Failed(VerbOf(outcome.Action), from, to, outcome.Fault ?? new IOException(outcome.Problem));
                break;
            case OutcomeStatus.Skipped when key.Length > 0:
                report.Skipped(VerbOf(outcome.Action), from, outcome.Problem ?? "");
                break;
            default:
                break;
        }
    }

    private Verb VerbOf(ObjectAction action) => action switch
    {
        ObjectAction.Delete => Verb.Delete,
        _ when moves => Verb.Move,
        ObjectAction.Upload => Verb.Upload,
        ObjectAction.Download => Verb.Download,
        _ => Verb.Copy,
    };
}
