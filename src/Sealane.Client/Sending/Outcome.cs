using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;

namespace Sealane.Sending;

/// <summary>What kind of failure kept an answer from coming.</summary>
internal enum ConnectionFault
{
    /// <summary>None: there is an answer.</summary>
    None,

    /// <summary>The connection did not come about, or broke.</summary>
    Broken,

    /// <summary>No byte moved for too long.</summary>
    TimedOut,

    /// <summary>It will not come about however often it is tried: a certificate that is not trusted, a proxy that refuses.</summary>
    Hopeless,
}

/// <summary>How an attempt ended, reduced to what is judged.</summary>
internal readonly record struct Outcome()
{
    /// <summary>The status; 0 when there is no answer. An error inside a 200 counts as 500.</summary>
    public int Status { get; init; }

    public IReadOnlyList<HeaderField> Fields { get; init; } = [];

    /// <summary>The error document, or null: a success has none, an answer to HEAD has none, and a proxy's has none.</summary>
    public ErrorDocument? Error { get; init; }

    public ConnectionFault Fault { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether S3 asks for fewer requests.</summary>
    public bool IsThrottle => Status == 429 || (Status == 503 && Error?.Code is null or "SlowDown" or "ServiceUnavailable");

    public string? Header(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Is(name))
            {
                return field.Value;
            }
        }

        return null;
    }
}
