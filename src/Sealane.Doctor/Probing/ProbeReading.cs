using Sealane.Doctor.Evidence;
using Sealane.Doctor.Exhibits;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Probing;

/// <summary>Reads from an answer what the way did to a probe.</summary>
public static class ProbeReading
{
    /// <summary>What a probe with a wrong signature shows.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="answer">What came back; null when nothing did.</param>
    /// <param name="problem">Why nothing came back, in a clause.</param>
    public static ProbeOutcome Read(ProbeRequest request, ProbeAnswer? answer, string? problem = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (answer is null)
        {
            return new ProbeOutcome { Probe = request.Probe, Reach = ProbeReach.Unanswered, Detail = problem ?? "no answer came" };
        }

        var document = answer.Document;
        var told = new Case { Sent = request.Head, Refusal = document, Answer = new Sighting.Answered(0, answer.Status, answer.Fields) };
        if (document is { Code: "SignatureDoesNotMatch" } && told.Echo is not null || document?.Extra("HeadersNotSigned") is not null)
        {
            var voyage = Reconstruction.Of(told, matches: null)!;
            return new ProbeOutcome
            {
                Probe = request.Probe,
                Reach = ProbeReach.Shown,
                Status = answer.Status,
                Code = document.Code,
                Changes = [.. Changes(request.Head, MessageHead.Parse(voyage.Arrival!.Head).ToRequest())],
                NotSigned = document.Extra("HeadersNotSigned")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                Voyage = voyage,
            };
        }

        // An answer of S3 has an id; one without a document and an id is somebody else's.
        var isEndpoints = document is not null && document.Code is not ("RequestHeaderSectionTooLarge" or "RequestTimeout" or "BadRequest");
        return new ProbeOutcome
        {
            Probe = request.Probe,
            Reach = isEndpoints ? ProbeReach.NotShown : ProbeReach.Stopped,
            Status = answer.Status,
            Code = document?.Code,
            Detail = Detail(answer),
            ExpectedRegion = document?.Extra("Region") ?? answer.Value("x-amz-bucket-region"),
        };
    }

    /// <summary>Whether a request with the right signature was taken as signed; null when the answer does not say.</summary>
    public static bool? Accepted(ProbeAnswer? answer) => answer switch
    {
        null => null,
        { Document: { Code: "SignatureDoesNotMatch" } } => false,
        { Document: { } document } when document.Extra("HeadersNotSigned") is not null => false,
        { Document.Code: "NoSuchKey" or "NoSuchBucket" or "AccessDenied" or "PreconditionFailed" or "InvalidRange" or "NotModified" } or { Status: 200 or 206 or 304 or 412 } => true,
        _ => null,
    };

    /// <summary>What is changed between two heads, as far as a signature sees it.</summary>
    public static IEnumerable<PartChange> Changes(RequestHead sent, RequestHead arrived) =>
        HeadComparison.Compare(new Waypoint("sent", sent, BodyFraming.None), new Waypoint("arrived", arrived, BodyFraming.None))
            .Where(change => change.Kind is not (ChangeKind.Respelled or ChangeKind.Reordered));

    private static string Detail(ProbeAnswer answer)
    {
        var who = answer.Value("server") is { } server ? $" by '{Legible.Text(server)}'" : string.Empty;
        return answer.Document is { } document
            ? $"{answer.Status} {Legible.Spell(document.Code)}: {Legible.Spell(document.Message)}"
            : $"answered {answer.Status}{who}{(answer.Value("location") is { } location ? $", to {Signing.Text.Secrecy.MaskText(Legible.Text(location))}" : string.Empty)}";
    }
}
