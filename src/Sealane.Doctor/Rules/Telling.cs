using Sealane.Doctor.Evidence;

namespace Sealane.Doctor.Rules;

/// <summary>Puts evidence into sentences.</summary>
internal static class Telling
{
    /// <summary>A journey: <c>host was 'a' at the client, 'b' after hop 1 (nginx) and at the endpoint.</c></summary>
    public static string Journey(HeaderJourney journey)
    {
        var stretches = new List<(string Value, List<string> Places)>();
        foreach (var point in journey.Points)
        {
            if (stretches.Count == 0 || stretches[^1].Value != Value(point))
            {
                stretches.Add((Value(point), []));
            }

            stretches[^1].Places.Add(Place(point.Place));
        }

        return $"{journey.Subject} was {string.Join(", ", stretches.Select(stretch => $"{stretch.Value} {And(stretch.Places)}"))}.";
    }

    /// <summary>What the proof by undoing says.</summary>
    public static string Proof(Culprit culprit)
    {
        var put = $"With {And([culprit.Part.Name, .. culprit.Others.Select(part => part.Name)])} put back{(culprit.Others.Count == 0 ? "" : " together")}";
        var alone = culprit.Others.Count == 0 ? string.Empty : ", and with any of them left out it does not";
        return culprit.IsProven
            ? $"{put} the signature verifies{alone}: this is {(culprit.Others.Count == 0 ? "the cause" : "a cause")}."
            : $"{put} the request is again what the client signed; the key is not known here, so this is compared, not proven.";
    }

    private static string And(List<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";

    private static string Value(JourneyPoint point) => point.IsPresent ? $"'{point}'" : "absent";

    private static string Place(string place) => place switch
    {
        "client" => "at the client",
        "endpoint" => "at the endpoint",
        "as signed" => "when it was signed",
        _ => place,
    };
}
