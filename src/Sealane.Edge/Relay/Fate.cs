namespace Sealane.Edge.Relay;

/// <summary>What becomes of a client's connection after an exchange.</summary>
internal enum Fate
{
    /// <summary>It carries the next request.</summary>
    Live,

    /// <summary>It is closed.</summary>
    Close,

    /// <summary>It is closed once the client has stopped sending: closing on unread bytes would reset it, and the answer could be lost.</summary>
    Linger,

    /// <summary>It is reset.</summary>
    Reset,

    /// <summary>Its next request resets it.</summary>
    ResetOnNext,

    /// <summary>Nothing more is said until the client closes it.</summary>
    Silence,

    /// <summary>Nothing more is read either: it stands until the relay is stopped.</summary>
    Standstill,
}
