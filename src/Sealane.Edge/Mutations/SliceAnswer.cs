using System.Globalization;
using System.Net.Http.Headers;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Cuts the range that the client asked for out of an answer that holds more, and calls it 206.</summary>
public sealed class SliceAnswer : Mutation
{
    /// <inheritdoc/>
    public override string Name => "slice-answer";

    /// <inheritdoc/>
    public override string Reason => "A cache that has the whole can answer for a part.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 15.3.7; measured: Varnish 7.1, Apache 2.4, lighttpd 1.4 cut a 206 out of a 200";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way)
    {
        if (way.Request.Method != "GET" || Given(answer.Head, way) is not var (first, length, total) || Wanted(way.Request, total) is not var (from, to)
            || (from, to) == (first, first + length - 1) || from < first || to >= first + length)
        {
            return answer;
        }

        var head = answer.Head.WithStartLine("HTTP/1.1 206 Partial Content").Without("transfer-encoding")
            .With("Content-Length", (to - from + 1).ToString(CultureInfo.InvariantCulture))
            .With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{total}"));
        return new Answer(head) { Body = answer.Body with { Slice = (from - first, to - from + 1) } };
    }

    // What the answer holds of the object: all of it, or what Content-Range says.
    private static (long First, long Length, long Total)? Given(MessageHead head, WayBack way) => head.Status switch
    {
        200 when way.CompleteLength is { } length => (0, length, length),
        206 when ContentRangeHeaderValue.TryParse(head.Value("content-range"), out var range) && range is { From: { } from, To: { } to, Length: { } total } => (from, to - from + 1, total),
        _ => null,
    };

    private static (long From, long To)? Wanted(MessageHead request, long total) =>
        !RangeHeaderValue.TryParse(request.Value("range"), out var range) || range.Ranges.Count != 1 || total == 0 ? null
        : range.Ranges.First() switch
        {
            { From: { } from, To: var to } when from < total => (from, Math.Min(to ?? long.MaxValue, total - 1)),
            { From: null, To: { } last and > 0 } => (Math.Max(0, total - last), total - 1),
            _ => null,
        };
}
