using Sealane.Lab.Names;

namespace Sealane.Lab.Proxy;

/// <summary>Why the lab did not serve a connection or a request.</summary>
public enum RefusalReason
{
    /// <summary>It asked for a host that the lab does not play. Nothing was sent anywhere.</summary>
    OutsideTheLab,

    /// <summary>TLS failed: for a client that does not trust the lab's authority, or speaks no HTTP/1.1.</summary>
    TlsFailed,
}

/// <summary>What a client asked for and did not get.</summary>
/// <param name="Address">Whom it asked for.</param>
/// <param name="Reason">Why it did not get it.</param>
/// <param name="Sentence">The same for a person, with what to do.</param>
/// <param name="Time">When.</param>
public sealed record Refusal(Authority Address, RefusalReason Reason, string Sentence, DateTimeOffset Time);
