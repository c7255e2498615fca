using Sealane.Protocol.Errors;
using Sealane.Signing.Artifacts;

namespace Sealane.Doctor.Exhibits;

/// <summary>Puts together what belongs to one request: by its signature, the hash of its canonical request, its id, and only then by what stands next to what.</summary>
internal sealed class CaseBook
{
    private readonly List<Case> _cases = [];

    private CaseBook()
    {
    }

    /// <summary>The requests that the exhibits tell of, in order.</summary>
    public static IReadOnlyList<Case> Of(IEnumerable<(string Exhibit, IReadOnlyList<Sighting> Sightings)> exhibits)
    {
        var book = new CaseBook();
        foreach (var (exhibit, sightings) in exhibits)
        {
            List<Case> here = [];
            foreach (var sighting in sightings)
            {
                if (book.Place(sighting, here) is { } found)
                {
                    found.Note(exhibit);
                    _ = here.Remove(found);
                    here.Add(found);
                }
            }

            Hint(here, sightings);
        }

        book.JoinSides();
        return book._cases;
    }

    // The case that a sighting belongs to, what it tells added to it; null when that was known. `here` is what the exhibit told of so far, the latest last.
    private Case? Place(Sighting sighting, List<Case> here) => sighting switch
    {
        Sighting.Canonical seen => Add(_cases.Find(one => one.Canonical?.Hash == seen.Text.Hash), one => one.Canonical = seen.Text),
        Sighting.ToSign seen => Add(
            _cases.FindLast(one => one.Canonical?.Hash == seen.Text.Hash && (one.ToSign is null || one.ToSign == seen.Text)) ?? _cases.Find(one => one.ToSign == seen.Text)
                ?? (here.LastOrDefault() is { Canonical: not null, ToSign: null, Sent: null } edited ? edited : null),
            one => one.ToSign = seen.Text),
        Sighting.Signature seen => here.LastOrDefault() is { ComputedSignature: null } one ? Add(one, one => one.ComputedSignature = seen.Text) : null,
        Sighting.Sent seen => Add(OfHead(seen), one => (one.Sent, one.IsMethodKnown) = one.Sent is null || !one.IsMethodKnown ? (seen.Head, seen.IsMethodKnown) : (one.Sent, true)),
        Sighting.Answered { Status: < 200 } => null,
        Sighting.Answered seen when Same(seen.Value("x-amz-request-id")) is null && !here.Exists(Awaits) && seen.Status is null or < 400 => null,
        Sighting.Answered seen => Add(
            Same(seen.Value("x-amz-request-id")) ?? here.FindLast(Awaits),
            one => one.Answer ??= seen),
        Sighting.Refused seen => Add(OfRefusal(seen.Document, here), one => one.Refusal = Fuller(one.Refusal, seen.Document)),
        _ => null,
    };

    private static bool Awaits(Case one) => one is { HasClientSide: true, Answer: null };

    private Case Add(Case? known, Action<Case> tell)
    {
        if (known is null)
        {
            _cases.Add(known = new Case());
        }

        tell(known);
        return known;
    }

    private Case? Same(string? requestId) => requestId is null ? null : _cases.Find(one => one.RequestId == requestId);

    private Case? OfHead(Sighting.Sent seen)
    {
        if (AuthorizationReader.Read(seen.Head) is not AuthorizationReading.Present { Authorization: var authorization })
        {
            return null;
        }

        return _cases.FindLast(one => one.Signature == authorization.Signature)
            ?? _cases.FindLast(one => one is { Sent: null, ComputedSignature: null, Refusal: null, ToSign: { } signed }
                && signed.Timestamp == authorization.Timestamp && signed.Scope == authorization.Scope.ToString()
                && (one.Canonical is null || one.Canonical.SignedHeaders.SequenceEqual(authorization.SignedHeaders, StringComparer.OrdinalIgnoreCase)));
    }

    private Case? OfRefusal(ErrorDocument document, List<Case> here)
    {
        if (Same(document.RequestId) is { } same)
        {
            return same;
        }

        if (document.Extra("SignatureProvided") is { Length: > 0 } signature)
        {
            return _cases.FindLast(one => one.Signature == signature)
                ?? here.FindLast(one => one is { HasClientSide: true, Signature: null, Refusal: null });
        }

        return here.FindLast(one => one is { HasClientSide: true, Refusal: null, Answer: null or { Status: null or >= 300 } });
    }

    private static ErrorDocument Fuller(ErrorDocument? one, ErrorDocument other) => one is null || other.Extras.Count > one.Extras.Count ? other : one;

    // Where the client says that it sent to, if it says one thing alone.
    private static void Hint(List<Case> here, IReadOnlyList<Sighting> sightings)
    {
        var hosts = sightings.OfType<Sighting.Addressed>().Select(seen => seen.Host).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var agents = sightings.OfType<Sighting.Addressed>().Select(seen => seen.UserAgent).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var one in here.Where(one => one.Sent is null))
        {
            one.Host = hosts is [var host] ? host : null;
            one.UserAgent = agents is [var agent] ? agent : null;
        }
    }

    // A log in one file, the refusal in another: they are one request when nothing says that they are two.
    private void JoinSides()
    {
        foreach (var theirs in _cases.Where(one => !one.HasClientSide).ToList())
        {
            var ours = _cases.FindAll(one => one is { HasClientSide: true, Refusal: null } && (one.Answer is null || theirs.Answer is null) && MayBeOne(one, theirs));
            if (ours is [var only])
            {
                (only.Refusal, only.Answer) = (theirs.Refusal, only.Answer ?? theirs.Answer);
                theirs.Exhibits.ForEach(only.Note);
                _ = _cases.Remove(theirs);
            }
        }
    }

    private static bool MayBeOne(Case ours, Case theirs)
    {
        if (ours.Answer?.Status is { } status && (status < 300 || (theirs.Refusal is { } refusal && ErrorTable.Find(refusal.Code) is { } row && row.Status != status)))
        {
            return false;
        }

        var (time, theirTime) = (ours.ToSign?.Timestamp ?? (ours.Reading as AuthorizationReading.Present)?.Authorization.Timestamp, theirs.EchoedToSign?.Timestamp);
        return (ours.Signature is null || theirs.Signature is null || ours.Signature == theirs.Signature) && (time is null || theirTime is null || time == theirTime);
    }
}
