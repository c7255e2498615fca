using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>What became of a signature on its way.</summary>
internal enum SurvivalKind
{
    /// <summary>It verifies.</summary>
    Survives,

    /// <summary>It arrived, and does not verify.</summary>
    Breaks,

    /// <summary>Somebody on the way answered himself.</summary>
    Refused,

    /// <summary>Nobody answered.</summary>
    NoAnswer,
}

/// <summary>What became of a signature, and of which signed part.</summary>
/// <param name="Kind">In a word.</param>
/// <param name="Changed">Signed fields, <c>path</c>, <c>query</c> or <c>method</c> that arrived otherwise than they were sent.</param>
/// <param name="Missing">Signed fields that did not arrive.</param>
/// <param name="Status">The status of a refusal.</param>
internal sealed record Survival(SurvivalKind Kind, IReadOnlyList<string> Changed, IReadOnlyList<string> Missing, int? Status)
{
    private static readonly Verifier Verifier = new(new SigningKeyCache());

    public static Survival Of(Crossing crossing)
    {
        if (crossing.Arrived is not { } arrived)
        {
            return new Survival(crossing.Status is null ? SurvivalKind.NoAnswer : SurvivalKind.Refused, [], [], crossing.Status);
        }

        var sent = MessageHead.Parse(WireText.ToBytes(crossing.Sent)).ToRequest();
        var head = MessageHead.Parse(WireText.ToBytes(arrived.Head)).ToRequest();
        if (head.Value("authorization") is null)
        {
            return new Survival(SurvivalKind.Breaks, [], ["authorization"], null);
        }

        // Read from the field alone: a case has a parameter in its query that looks like a second signature.
        var authorization = Assert.IsType<AuthorizationReading.Present>(AuthorizationReader.Read(head.WithTarget("/"))).Authorization;
        var verification = Verifier.Verify(head, authorization, SurvivalCase.Key.SecretAccessKey);
        return new Survival(
            verification.Matches ? SurvivalKind.Survives : SurvivalKind.Breaks,
            [.. Changes(sent, head, authorization.SignedHeaders.Except(verification.MissingSignedHeaders))],
            verification.MissingSignedHeaders,
            null);
    }

    /// <summary>In words, as <c>mismatch: host changed</c>; a path may change and verify all the same, when it means the same key.</summary>
    public override string ToString()
    {
        var parts = Changed.Select(part => $"{part} changed").Concat(Missing.Select(part => $"{part} missing")).ToList();
        return Kind switch
        {
            SurvivalKind.Refused => $"refused with {Status}",
            SurvivalKind.NoAnswer => "no answer",
            _ => (Kind == SurvivalKind.Survives ? "ok" : "mismatch") + (parts.Count == 0 ? "" : $": {string.Join(", ", parts)}"),
        };
    }

    private static IEnumerable<string> Changes(RequestHead sent, RequestHead arrived, IEnumerable<string> fields)
    {
        if (sent.Method != arrived.Method)
        {
            yield return "method";
        }

        if (!sent.Path.SequenceEqual(arrived.Path))
        {
            yield return "path";
        }

        if (Sorted(sent) != Sorted(arrived))
        {
            yield return "query";
        }

        foreach (var field in fields.Where(field => Canonical(sent, field) != Canonical(arrived, field)))
        {
            yield return field;
        }
    }

    private static string Sorted(RequestHead head) =>
        string.Join('&', head.Query.ToString().Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Contains('=') ? pair : pair + "=").Order(StringComparer.Ordinal));

    private static string Canonical(RequestHead head, string field) =>
        string.Join(',', head.Values(field).Select(value => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}
