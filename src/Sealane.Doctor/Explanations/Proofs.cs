using Sealane.Doctor.Exhibits;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Explanations;

/// <summary>What recomputing with the secret says, in sentences that hold no signature.</summary>
internal static class Proofs
{
    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

    /// <summary>The sentences; none when the secret is not known.</summary>
    public static IEnumerable<string> Of(Case one, Func<RequestHead, bool>? matches, Voyage? voyage)
    {
        if (matches is null || voyage is null)
        {
            yield break;
        }

        var (signed, arrived) = (Head(voyage.Hops[0].Before), Head(voyage.Hops[^1].After));
        if (one is { IsMethodKnown: false, Echo: null })
        {
            var methods = Methods.Where(method => matches(signed.WithMethod(method))).ToList();
            yield return methods.Count > 0
                ? $"Recomputed with the secret: the URL's signature is right for {string.Join(" and ", methods)}."
                : "Recomputed with the secret: the URL's signature is right for none of GET, PUT, HEAD, POST and DELETE.";
            yield break;
        }

        var ours = matches(signed);
        yield return ours
            ? $"Recomputed with the secret: {(one.Canonical is not null ? "the client's canonical request gives" : one.Sent is not null ? "the head as it was sent gives" : "what was signed, found by trying what clients and the way are known to do, gives")} the signature that the request carries."
            : $"Recomputed with the secret: {(one.Canonical is not null ? "the client's canonical request" : one.Sent is not null ? "the head as it was sent" : "what arrived")} gives another signature than the request carries.";
        if (one.Echo is not null && ours)
        {
            yield return matches(arrived)
                ? "The endpoint's canonical request gives the same one with this secret: the endpoint must hold another."
                : "The endpoint's canonical request gives another one.";
        }
    }

    private static RequestHead Head(byte[] bytes) => MessageHead.Parse(bytes).ToRequest();
}
