using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Evidence;

/// <summary>Everything that is known about one request: what was signed, what became of it, and what of that broke the signature.</summary>
public sealed class RequestEvidence
{
    private readonly SignatureCheck _check;

    private RequestEvidence(Voyage voyage, Way way, AuthorizationReading reading, SignatureCheck check)
    {
        Voyage = voyage;
        Way = way;
        Reading = reading;
        _check = check;
    }

    /// <summary>The record that all this was read from.</summary>
    public Voyage Voyage { get; }

    /// <summary>The way, leg by leg.</summary>
    public Way Way { get; }

    /// <summary>What the head as sent says about its signature.</summary>
    public AuthorizationReading Reading { get; }

    /// <summary>The signature as sent; null when there is none that can be read.</summary>
    public Authorization? Authorization => (Reading as AuthorizationReading.Present)?.Authorization;

    /// <summary>Whether the secret of the signing key is known, so that verdicts are proven.</summary>
    public bool IsKeyKnown => Authorization is { } authorization && _check.IsKnown(authorization.AccessKeyId);

    /// <summary>The signed headers, lower case.</summary>
    public IReadOnlySet<string> SignedHeaders { get; private init; } = new HashSet<string>();

    /// <summary>The headers that the request's own Connection names, lower case.</summary>
    public IReadOnlySet<string> NominatedHeaders { get; private init; } = new HashSet<string>();

    /// <summary>Whether the signature is right for the head as the client sent it; without the key this is taken as given.</summary>
    public SignatureState AsSent { get; private init; } = new(Matches: false, []);

    /// <summary>Whether it is right for the head where it was last seen.</summary>
    public SignatureState AsArrived { get; private init; } = new(Matches: false, []);

    /// <summary>What each leg changed, in order.</summary>
    public IReadOnlyList<Difference> Differences { get; private init; } = [];

    /// <summary>The differences that the signature did not survive.</summary>
    public IReadOnlyList<Culprit> Culprits { get; private init; } = [];

    /// <summary>Whether the endpoint refused the request.</summary>
    public bool IsRefused => Voyage.Arrival?.ErrorCode is not null || Way.Status >= 400;

    /// <summary>Whether a signed header is one that any hop may remove or replace.</summary>
    public bool IsHopByHop(string header) => HeaderTable.IsHopByHop(header) || NominatedHeaders.Contains(header);

    /// <summary>Checks another form of the head under the same key: what a strict endpoint would have said to it.</summary>
    public SignatureState Replay(RequestHead head) => _check.Of(head);

    /// <summary>Whether the head as sent verifies with a variant of the known secret: a blank too many, for one.</summary>
    internal bool MatchesWithSecret(Func<string, string> variant) => _check.MatchesWith(Way.Sent.Head, variant);

    /// <summary>The canonical request of a head, by its own signature; null when it carries none that can be read.</summary>
    internal (IReadOnlyList<string> SignedHeaders, byte[] Bytes)? CanonicalRequestOf(RequestHead head) => _check.CanonicalRequestOf(head);

    /// <summary>Reads a voyage, compares its heads and proves what broke the signature.</summary>
    internal static RequestEvidence Gather(Voyage voyage, Func<Way, SignatureCheck> checkOf)
    {
        // 1 What was signed and sent.
        var way = Way.Read(voyage);
        var check = checkOf(way);
        var reading = AuthorizationReader.Read(way.Sent.Head);
        if (reading is not AuthorizationReading.Present { Authorization: var authorization })
        {
            return new RequestEvidence(voyage, way, reading, check) { Differences = [.. Compare(way, new HashSet<string>(), new HashSet<string>())] };
        }

        // 2 Whether it was right then, and still is. What the client's own libraries changed after signing is a leg of its own.
        var signed = authorization.SignedHeaders.Select(name => name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        if (check.IsKnown(authorization.AccessKeyId) && !check.Of(way.Sent.Head).Matches
            && Guesses.FindSigned(way.Sent, signed, voyage.Arrival?.Bucket, head => check.Of(head).Matches) is { } guessed)
        {
            way = way.StartingAt(guessed, "before the first record");
        }

        var asSent = check.Of(way.Sent.Head);

        // 3 What each leg changed.
        var nominated = ConnectionOptions.Nominated(way.Sent.Head).Select(name => name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        List<Difference> differences = [.. Compare(way, signed, nominated)];

        // 4 Which of that broke it: the proof by undoing.
        return new RequestEvidence(voyage, way, reading, check)
        {
            SignedHeaders = signed,
            NominatedHeaders = nominated,
            AsSent = asSent,
            AsArrived = check.Of(way.Last.Head),
            Differences = differences,
            Culprits = [.. Accuse(way, differences, asSent, check, check.IsKnown(authorization.AccessKeyId))],
        };
    }

    private static IEnumerable<Difference> Compare(Way way, IReadOnlyCollection<string> signed, IReadOnlyCollection<string> nominated) =>
        way.Legs.SelectMany(leg => HeadComparison.Compare(leg.Before, leg.After).Select(change => Difference.Of(leg, change, signed, nominated)));

    private static IEnumerable<Culprit> Accuse(Way way, List<Difference> differences, SignatureState asSent, SignatureCheck check, bool isProof)
    {
        // A header that the client itself left unsigned is the client's fault and hides no other.
        bool Accepts(RequestHead head) => check.Of(head) is { Matches: true } state && state.UnsignedHeaders.All(asSent.UnsignedHeaders.Contains);

        List<RequestPart> parts = [.. differences.Select(difference => difference.Part).Distinct()];
        var culprits = Undoing.Culprits(way.Sent.Head, way.Last.Head, parts, Accepts);
        return culprits.Select(part => new Culprit(Departure(way, differences, part), isProof, [.. culprits.Where(other => other != part)]));
    }

    // Several legs may touch a part, and one may put it right again: the one to blame is the last that took it away from what was signed.
    private static Difference Departure(Way way, List<Difference> differences, RequestPart part)
    {
        var touched = differences.FindAll(difference => difference.Part == part);
        return touched.FindLast(difference =>
            part.IsSame(difference.Leg.Before.Head, way.Sent.Head) && !part.IsSame(difference.Leg.After.Head, way.Sent.Head)) ?? touched[^1];
    }

    /// <summary>The request line as sent; heads hold secrets and are not printed.</summary>
    public override string ToString() => Way.Sent.Head.ToString();
}
