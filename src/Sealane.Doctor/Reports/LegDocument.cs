using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Journey;

namespace Sealane.Doctor.Reports;

/// <summary>One leg of the way, as JSON.</summary>
/// <param name="Number">The hop's number from the client, 1 for the first; null for an unseen stretch.</param>
/// <param name="Name">The hop's name, or where the unseen stretch lies.</param>
/// <param name="FramingBefore">How the body was framed when it came in, as a <see cref="BodyFraming"/>.</param>
/// <param name="FramingAfter">How it was framed when it went on; null when the request went no farther.</param>
/// <param name="Hold">How much of the body the hop waited for, in words; null when that was no question.</param>
/// <param name="Fault">What the hop did wrong on purpose, in words; null when nothing.</param>
/// <param name="Before">The head that came in, each line marked with what became of it.</param>
/// <param name="After">The head that went on, each line marked with how it came about; null when the request went no farther.</param>
/// <param name="AnswerBefore">The head of the answer as it came to the hop; null when there was none, or it was not kept.</param>
/// <param name="Answer">The head of the answer that the hop passed back; null when there was none.</param>
public sealed record LegDocument(
    int? Number,
    string Name,
    string FramingBefore,
    string? FramingAfter,
    string? Hold,
    string? Fault,
    HeadDocument Before,
    HeadDocument? After,
    HeadDocument? AnswerBefore,
    HeadDocument? Answer)
{
    /// <summary>The legs of a way; a hop at which the request ended is the last of them, with nothing after it.</summary>
    internal static IEnumerable<LegDocument> Of(Diagnosis diagnosis)
    {
        if (diagnosis.Way is not { } way)
        {
            yield break;
        }

        var marks = new HeaderMarks(diagnosis);
        foreach (var leg in way.Legs)
        {
            var changes = HeadComparison.Compare(leg.Before, leg.After).ToList();
            yield return new LegDocument(
                leg.Number,
                leg.Name,
                leg.Before.Framing.ToString(),
                leg.After.Framing.ToString(),
                leg.Hold,
                leg.Fault,
                HeadDocument.Of(leg.Before, marks, changes),
                HeadDocument.Of(leg.After, marks, changes),
                ReadAnswer(leg.AnswerBefore, marks),
                ReadAnswer(leg.Answer, marks));
        }

        if (way.LastHop is (var number, { After.Length: 0 } stop))
        {
            yield return new LegDocument(
                number,
                stop.Name,
                way.Last.Framing.ToString(),
                FramingAfter: null,
                stop.Hold,
                stop.Fault,
                HeadDocument.Of(way.Last, marks),
                After: null,
                AnswerBefore: null,
                ReadAnswer(Way.AnswerOf(stop), marks));
        }
    }

    private static HeadDocument? ReadAnswer(MessageHead? answer, HeaderMarks marks) => answer is null ? null : HeadDocument.Of(answer, marks);
}
