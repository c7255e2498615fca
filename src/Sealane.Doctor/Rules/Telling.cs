using Sealane.Doctor.Evidence;

namespace Sealane.Doctor.Rules;

/// <summary>Puts evidence into sentences.</summary>
internal static class Telling
{
    /// <summary>A journey: <c>host was 'a' at the client, 'b' after hop 1 (nginx), 'b' at the endpoint.</c></summary>
    public static string Journey(HeaderJourney journey) =>
        $"{journey.Subject} was {string.Join(", ", journey.Points.Select(point => $"{Value(point)} {Place(point.Place)}"))}.";

    /// <summary>What the proof by undoing says.</summary>
    public static string Proof(Culprit culprit)
    {
        var put = culprit.Others.Count == 0
            ? $"With {culprit.Part} put back"
            : $"With {culprit.Part} and {string.Join(", ", culprit.Others)} put back together, and with none of them less,";
        return culprit.IsProven
            ? $"{put} the signature verifies: this is the cause."
            : $"{put} the request is again what the client signed; the key is not known here, so this is compared, not proven.";
    }

    private static string Value(JourneyPoint point) => point.IsPresent ? $"'{point}'" : "absent";

    private static string Place(string place) => place switch
    {
        "client" => "at the client",
        "endpoint" => "at the endpoint",
        "as signed" => "when it was signed",
        _ => place,
    };
}
