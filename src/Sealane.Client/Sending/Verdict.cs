namespace Sealane.Sending;

/// <summary>What to do after an attempt. A closed set.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It succeeded: read the result.</summary>
    public sealed record Return : Verdict;

    /// <summary>Wait, then send the same again.</summary>
    public sealed record RetryAfter(TimeSpan Delay, int Cost) : Verdict;

    /// <summary>Sign for this region and send to it; null: ask for the bucket's region first.</summary>
    public sealed record Redirect(string? Region) : Verdict;

    /// <summary>Sign with a clock that differs from this machine's by so much, and send again.</summary>
    public sealed record AdjustClock(TimeSpan Offset) : Verdict;

    /// <summary>Ask for credentials anew; if others come, sign with them and send again.</summary>
    public sealed record Renew : Verdict;

    /// <summary>It failed, and sending it again would not help or is not possible.</summary>
    public sealed record Fail : Verdict;
}
