using Sealane.Signing.Journey;

namespace Sealane.Cli.Story;

/// <summary>One upload of a series and what became of it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Hold">How much of the body the edge waited for; null when that was no question.</param>
/// <param name="Onward">How the body was framed when it reached the endpoint.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="ErrorCode">S3's error code; null for success.</param>
/// <param name="Voyage">The record of its way.</param>
internal sealed record Trial(int Number, string? Hold, BodyFraming Onward, int Status, string? ErrorCode, Voyage Voyage)
{
    /// <summary>Whether the upload was stored.</summary>
    public bool Survived => Status is >= 200 and < 300;

    /// <summary>The trial that a voyage tells of.</summary>
    public static Trial Of(int number, Voyage voyage, int status, string? errorCode)
    {
        var hold = voyage.Hops.Select(hop => hop.Hold).FirstOrDefault(hold => hold is not null);
        return new Trial(number, hold, voyage.Hops.Count > 0 ? voyage.Hops[^1].FramingAfter : BodyFraming.None, status, errorCode, voyage);
    }
}

/// <summary>Some uploads by one client over one way.</summary>
/// <param name="Client">Who uploaded, in words.</param>
/// <param name="Way">Over which way, in words.</param>
/// <param name="Trials">The uploads, in order.</param>
internal sealed record Series(string Client, string Way, IReadOnlyList<Trial> Trials)
{
    /// <summary>How many were stored.</summary>
    public int Survived => Trials.Count(trial => trial.Survived);

    /// <summary>Whether exactly those failed whose onward framing became Content-Length, each with a signature that did not match.</summary>
    public bool FailsWithContentLength => Trials.All(trial => trial.Onward == BodyFraming.ContentLength
        ? trial is { Survived: false, ErrorCode: "SignatureDoesNotMatch" }
        : trial.Survived);
}
