namespace Sealane.Doctor.Probing;

/// <summary>What a check of the surroundings came to.</summary>
public enum CheckResult
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>Requests fail of this, or will.</summary>
    Trouble,

    /// <summary>It could not be told.</summary>
    NotTold,
}

/// <summary>One thing besides the requests themselves that a signature depends on: the clock, the name, TLS, the region, the credentials.</summary>
/// <param name="Subject">What was checked.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Sentence">In a sentence.</param>
public sealed record WayCheck(string Subject, CheckResult Result, string Sentence)
{
    /// <summary>The endpoint's clock beside this one, by the Date of an answer, which has whole seconds.</summary>
    public static WayCheck Clock(ProbeAnswer? answer, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(answer?.Value("date"), "r", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var theirs))
        {
            return new("clock", CheckResult.NotTold, "The answer has no Date that can be read.");
        }

        var ahead = (now - theirs).TotalSeconds;
        var words = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"This clock is {Math.Abs(ahead):0} seconds {(ahead < 0 ? "behind" : "ahead of")} the endpoint's (or that of a cache on the way)");
        return Math.Abs(ahead) switch
        {
            <= 60 => new("clock", CheckResult.Fine, "This clock and the endpoint's agree to a minute."),
            <= 900 => new("clock", CheckResult.Notice, $"{words}; S3 accepts 900."),
            _ => new("clock", CheckResult.Trouble, $"{words}; S3 accepts 900 and refuses the rest (RequestTimeTooSkewed). Set this clock (NTP)."),
        };
    }

    /// <summary>Who names themselves in an answer: proxies, caches, an edge.</summary>
    public static WayCheck Intermediaries(ProbeAnswer? answer)
    {
        string[] telling = ["via", "x-cache", "x-amz-cf-pop", "x-served-by", "cf-ray", "x-varnish", "age", "x-envoy-upstream-service-time", "server"];
        var seen = telling.Select(name => (Name: name, Value: answer?.Value(name))).Where(field => field.Value is not null)
            .Select(field => $"{field.Name}: {Evidence.Legible.Text(field.Value!)}").ToList();
        return seen.Count == 0
            ? new("who answers", CheckResult.NotTold, "Nobody names themselves in the answer, which says nothing about who is there.")
            : new("who answers", CheckResult.Notice, $"In the answer stand {string.Join(", ", seen)}.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {Sentence}";
}
