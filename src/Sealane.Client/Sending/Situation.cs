namespace Sealane.Sending;

/// <summary>What the judge has to know besides the outcome.</summary>
internal readonly record struct Situation()
{
    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>Whether the operation names a bucket.</summary>
    public bool HasBucket { get; init; } = true;

    /// <summary>Whether the method is HEAD, whose answers have no document.</summary>
    public bool IsHead { get; init; }

    /// <summary>The number of this attempt, from 1 on.</summary>
    public int Attempt { get; init; } = 1;

    public int MaxAttempts { get; init; } = 3;

    /// <summary>
    /// Whether the request can be sent once more: it has no body, or one that can be read again, or one that has not been touched.
    /// </summary>
    public bool CanReplay { get; init; } = true;

    /// <summary>Whether this request has been sent to another region already.</summary>
    public bool Redirected { get; init; }

    /// <summary>Whether the clock has been set during this request already.</summary>
    public bool ClockSet { get; init; }

    /// <summary>Whether credentials have been asked for anew during this request already.</summary>
    public bool Renewed { get; init; }

    /// <summary>The region that the request was signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The time that the request was signed with.</summary>
    public DateTimeOffset SignedTime { get; init; }

    /// <summary>The clock of this machine when the answer came.</summary>
    public DateTimeOffset LocalTime { get; init; }

    /// <summary>What is left of the budget for retries.</summary>
    public int Quota { get; init; } = RetryQuota.Capacity;

    /// <summary>A number from 0 to 1, drawn for this judgement.</summary>
    public double Jitter { get; init; } = 1;
}
